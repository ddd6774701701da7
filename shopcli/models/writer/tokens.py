"""A model's tokenizer and chat template without transformers, whose import takes longer than writing the advice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

_NAMES = ("bos_token", "eos_token", "pad_token", "unk_token", "sep_token", "cls_token", "mask_token")


class FastTokenizer:
    """The part of transformers' ``PreTrainedTokenizerFast`` that prompts need, under the same names.

    Args:
        folder: one that ``save_pretrained`` of such a tokenizer wrote.
    """

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self.tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
        self.name_or_path = folder.name
        self.chat_template = _template_of(folder, config)
        self._special = {name: _content(config[name]) for name in _NAMES if config.get(name)}
        extra = [_content(token) for token in config.get("extra_special_tokens") or [] if token]
        self.all_special_tokens = [*dict.fromkeys([*self._special.values(), *extra])]
        ids = {token: self.tokenizer.token_to_id(token) for token in self.all_special_tokens}
        self.all_special_ids: list[int] = [number for number in ids.values() if number is not None]
        self.bos_token = self._special.get("bos_token")
        self.bos_token_id, self.eos_token_id, self.pad_token_id = (
            ids.get(self._special.get(name, "")) for name in ("bos_token", "eos_token", "pad_token")
        )

    @property
    def added_tokens_decoder(self) -> dict[int, Any]:
        """Special and other added tokens by number."""
        return dict(self.tokenizer.get_added_tokens_decoder())

    def __call__(self, text: str, *, add_special_tokens: bool = True) -> SimpleNamespace:
        """``input_ids`` of a text."""
        return SimpleNamespace(input_ids=self.tokenizer.encode(text, add_special_tokens=add_special_tokens).ids)

    def decode(self, ids: Sequence[int], *, clean_up_tokenization_spaces: bool = False) -> str:
        """The text of tokens, marks of beginning and end included."""
        return str(self.tokenizer.decode(list(ids), skip_special_tokens=False))

    def convert_ids_to_tokens(self, token: int) -> str:
        """A token as the vocabulary writes it."""
        return str(self.tokenizer.id_to_token(token))

    def apply_chat_template(
        self, messages: Sequence[Mapping[str, str]], *, tokenize: bool = False, add_generation_prompt: bool, **options: Any
    ) -> str:
        """The chat as text, by the model's own template.

        Raises:
            jinja2.TemplateError: the template refuses the chat, or holds what a template may not do.
        """
        if tokenize:
            raise TypeError("Only the text of a chat is made here.")
        names = {"messages": list(messages), "add_generation_prompt": add_generation_prompt, **self._special, **options}
        return str(self._compiled.render(**names))

    @cached_property
    def _compiled(self) -> Any:
        """The template in a sandbox, under the settings that transformers documents for chat templates."""
        from datetime import datetime

        import jinja2
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        def refuse(message: str) -> None:
            raise jinja2.TemplateError(message)

        rules = {"trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.loopcontrols"]}
        environment = ImmutableSandboxedEnvironment(**rules)
        environment.filters["tojson"] = partial(json.dumps, ensure_ascii=False)
        environment.globals |= {"raise_exception": refuse, "strftime_now": lambda form: datetime.now().strftime(form)}
        return environment.from_string(self.chat_template or "")


def _template_of(folder: Path, config: Mapping[str, Any]) -> str | None:
    file = folder / "chat_template.jinja"
    if file.is_file():
        return file.read_text(encoding="utf-8")
    template = config.get("chat_template")
    if isinstance(template, list):  # several by name, as transformers 4 wrote them
        template = next((entry["template"] for entry in template if entry.get("name") == "default"), None)
    return template


def _content(token: Any) -> str:
    return str(token["content"] if isinstance(token, Mapping) else token)
