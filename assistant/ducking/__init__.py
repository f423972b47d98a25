"""Players get quieter while somebody is listened to, and are put back as they were."""
