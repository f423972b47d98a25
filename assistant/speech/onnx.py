"""Opens the small networks that lie inside openWakeWord's wheel.

They are run directly. Importing the package itself would load scikit-learn (1.5 s and 90 MB)
for a feature that is not used, and its streaming copies ten seconds of audio for each frame.
"""

from importlib.util import find_spec
from pathlib import Path

import onnxruntime as ort


def model_folder() -> Path:
    """Where the installed openWakeWord keeps its models; FileNotFoundError when it is absent."""
    spec = find_spec("openwakeword")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package openwakeword is not installed")
    return Path(spec.origin).parent / "resources" / "models"


def open_network(path: Path) -> ort.InferenceSession:
    """Load a network to run on one thread: these are too small to gain from a second.

    FileNotFoundError when it is not there, ValueError when it is no network.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such model")
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its exceptions have no common ancestor of their own
        raise ValueError(f"{path}: not a network that can be loaded") from error
