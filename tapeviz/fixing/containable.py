"""The lists behind the allow-list: which packages a trial may run, and what in them reaches beyond the process."""

from __future__ import annotations

__all__ = ["BUILTINS", "DUNDERS", "LIBRARIES", "MODULE_WIDE", "OUTWARD", "has_global_effect"]

LIBRARIES = frozenset(
    "tensorflow keras tf_keras numpy ml_dtypes math cmath builtins random statistics fractions decimal numbers "
    "functools itertools operator collections bisect heapq copy dataclasses enum abc typing string re json time "
    "contextlib warnings __future__ _operator _random _collections _functools _heapq _bisect".split()
)
"""Top-level packages whose code a trial may run."""

BUILTINS = frozenset(
    "open exec eval compile input __import__ breakpoint globals locals vars dir getattr setattr delattr exit quit "
    "help memoryview copyright credits license get_ipython display".split()
)
"""Builtins that reach files, code or namespaces, or names that cannot be checked before the run."""

OUTWARD = frozenset(
    "save savez savez_compressed savetxt save_weights save_model save_img save_spec load loadtxt load_model "
    "load_weights load_data load_img load_library load_op_library genfromtxt fromfile memmap open_memmap tofile "
    "to_file dump dumpfile export write writelines write_file write_graph read_file matching_files list_files gfile "
    "TFRecordWriter TFRecordDataset TextLineDataset FixedLengthRecordDataset CsvDataset saved_model Checkpoint "
    "CheckpointManager get_file plot_model image_dataset_from_directory text_dataset_from_directory snapshot "
    "audio_dataset_from_directory TensorBoard ModelCheckpoint CSVLogger BackupAndRestore RemoteMonitor profiler "
    "savefig to_csv to_pickle to_parquet to_sql to_excel sleep set_trace system popen attrgetter methodcaller "
    "ctypeslib f2py DataSource SystemRandom".split()
)
"""Attributes that read or write files, use the network, wait, or name their effect only while they run."""

MODULE_WIDE = frozenset(
    "config distribute summary datasets applications seterr seterrcall setbufsize clear_session filterwarnings "
    "simplefilter RegisterGradient register_keras_serializable register_tensor_conversion_function register "
    "floatx_scope numpy_function_registry".split()
)
"""Attributes of library modules that change the process as a whole."""

DUNDERS = frozenset(
    "__init__ __call__ __name__ __qualname__ __doc__ __module__ __class__ __len__ __getitem__ __setitem__ __iter__ "
    "__next__ __enter__ __exit__ __post_init__ __version__ __annotations__ __build_class__ __file__ __wrapped__".split()
)
"""Names with double underscores that lead nowhere unseen."""

_SETTERS = ("set_", "enable_", "disable_", "reset_", "use_")
_HARMLESS = frozenset({"set_seed", "set_random_seed", "set_state"})


def has_global_effect(name: str) -> bool:
    """Whether an attribute of a library module changes a setting of the process; seeds are saved and put back."""
    return name in MODULE_WIDE or (name.startswith(_SETTERS) and name not in _HARMLESS)
