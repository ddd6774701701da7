"""How Dutch is read aloud."""

from shopcli.types import SpokenForms

ALOUD = SpokenForms(
    tag="nl-NL",
    voice="nl",
    units={"g": ("gram", "gram"), "kg": ("kilo", "kilo")},
    money={"EUR": ("euro", "euro")},
    points=".,",
    signs={"&": "en", "%": "procent"},
    share="{amount} procent",
    span="{low} tot {high}",
    on_screen="De rest staat op het scherm.",
)
