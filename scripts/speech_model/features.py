"""The network's input: 40 cepstra of each 10 ms, computed as Vosk will compute them."""

import kaldi_native_fbank as knf
import numpy as np
import numpy.typing as npt

RATE = 16_000
CEPSTRA = 40
LOW_HZ, HIGH_HZ = 20, 7600
LIFTER = 22

Floats = npt.NDArray[np.float32]


def _options() -> knf.MfccOptions:
    """What `conf/mfcc.conf` beside the model says."""
    options = knf.MfccOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0.0
    options.mel_opts.num_bins = CEPSTRA
    options.mel_opts.low_freq = LOW_HZ
    options.mel_opts.high_freq = HIGH_HZ
    options.num_ceps = CEPSTRA
    options.use_energy = False
    return options


def cepstra(samples: npt.NDArray[np.float64]) -> Floats:
    """Shape (frames, 40), of samples in the range of 16 bits."""
    computer = knf.OnlineMfcc(_options())
    computer.accept_waveform(RATE, samples.astype(np.float32))
    computer.input_finished()
    frames = [computer.get_frame(index) for index in range(computer.num_frames_ready)]
    return np.stack(frames).astype(np.float32) if frames else np.empty((0, CEPSTRA), np.float32)


def _to_cepstra() -> npt.NDArray[np.float64]:
    """Log mel energies to cepstra: the cosine transform with Kaldi's lifter, as a matrix."""
    k = np.arange(CEPSTRA)
    cosine = np.sqrt(2 / CEPSTRA) * np.cos(np.pi / CEPSTRA * (k[None] + 0.5) * k[:, None])
    cosine[0] = np.sqrt(1 / CEPSTRA)
    lifter = 1 + LIFTER / 2 * np.sin(np.pi * k / LIFTER)
    return (cosine * lifter[:, None]).T


MEL_TO_CEPSTRA = _to_cepstra()
CEPSTRA_TO_MEL = np.linalg.inv(MEL_TO_CEPSTRA)


def mel(hertz: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Kaldi's mel scale."""
    return 1127 * np.log1p(np.asarray(hertz, np.float64) / 700)


def mel_centres() -> npt.NDArray[np.float64]:
    """The middle of each mel band, in mel."""
    return np.linspace(mel(LOW_HZ), mel(HIGH_HZ), CEPSTRA + 2)[1:-1]
