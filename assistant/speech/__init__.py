"""The models that hear and speak: wake word, voice activity, recognition, synthesis."""
