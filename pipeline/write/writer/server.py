"""Asks any server with OpenAI's `/chat/completions`; answers of use are kept, so that the same question is asked once."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

from pipeline.errors import ShowError
from pipeline.net import retry
from pipeline.net.address import Address, Names, address
from pipeline.net.post import Answer, Caller, HttpFault
from pipeline.write.writer.asked import AnswerError, Request, answers

CHAT = "/chat/completions"
KEY, OTHER_KEY, INSECURE = "EPISODE_WRITER_KEY", "OPENAI_API_KEY", "EPISODE_OPENAI_INSECURE"
"""The environment variables."""
NAMES = Names("[writer] url", KEY, INSECURE, CHAT, "the key and the texts", ShowError)
LIMIT_S = 120.0
"""For one answer: a model on this machine words some ten tokens a second."""
MAX_BYTES = 1 << 20
_CAUSES: Mapping[str, retry.Cause] = {"connect": "unreachable", "cut": "broken", "late": "broken"}


def where(url: str, environ: Mapping[str, str] = os.environ) -> Address:
    """The server at `url`. Raises ShowError for what is no address."""
    found = address(url, environ.get(KEY, "").strip(), NAMES, environ)
    # A show's settings say where: OpenAI's own key goes nowhere else.
    other = environ.get(OTHER_KEY, "").strip()
    return address(url, other, NAMES, environ) if found.official and not found.authorization else found


class Server:
    """One model on one server, with the answers that it gave."""

    def __init__(
        self,
        at: Address,
        model: str,
        cache: Path,
        *,
        limit_s: float = LIMIT_S,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """`cache` is the folder for answers; `sleep` waits between two tries."""
        self.address, self.model, self.cache = at, model, cache
        self._caller = Caller(at, MAX_BYTES)
        self._limit_s, self._sleep = limit_s, sleep
        self._given_up = ""

    def known(self, one: Request) -> str | None:
        """The answer that was kept, if there is one."""
        try:
            content = self._file(one).read_text(encoding="utf-8")
            answers(content, one)
        except (OSError, ValueError, AnswerError):
            return None
        return content

    def ask(self, one: Request) -> str:
        """The model's answer. Raises AnswerError; after a server that does not answer at all, at once."""
        if (kept := self.known(one)) is not None:
            return kept
        if self._given_up:
            raise AnswerError(self._given_up)
        content = self._content(self._tried(one))
        answers(content, one)
        self._keep(one, content)
        return content

    def _tried(self, one: Request) -> Answer:
        """Ask until there is an answer, or no hope."""
        messages = [{"role": "system", "content": one.system}, {"role": "user", "content": one.user}]
        asked = {"model": self.model, "messages": messages, "temperature": 0, "response_format": {"type": "json_object"}}
        body = json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "daily-episode"}
        for tried in count(1):
            cause: retry.Cause = "busy"
            asked_s = None
            try:
                answer = self._caller.post(CHAT, headers, body, self._limit_s)
            except HttpFault as fault:
                reason = f"{self.address.url}: {fault}"
                if fault.kind not in _CAUSES:
                    raise AnswerError(reason) from None
                cause = _CAUSES[fault.kind]
            else:
                if answer.status == 200:
                    return answer
                reason = f"{self.address.url} answered {answer.status}"
                if not retry.again(answer.status):
                    self._given_up = reason if answer.status in (401, 402, 403, 404, 405) or answer.status < 400 else ""
                    raise AnswerError(reason)
                asked_s = retry.retry_after_s(answer.headers.get("retry-after", ""), time.time())
            if tried >= min(3, retry.TRIES[cause]):
                self._given_up = reason
                raise AnswerError(reason)
            self._sleep(retry.wait_s(tried, asked_s, 0.0))
        raise AssertionError("unreachable")

    def _content(self, answer: Answer) -> str:
        """What the model said."""
        try:
            content = json.loads(answer.body)["choices"][0]["message"]["content"]
        except (ValueError, RecursionError, KeyError, IndexError, TypeError):
            raise AnswerError(f"{self.address.url} did not answer as a chat server does") from None
        if not isinstance(content, str):
            raise AnswerError(f"{self.address.url} gave no text")
        return content

    def _file(self, one: Request) -> Path:
        key = one.key(self.address.url, self.model)
        return self.cache / key[:2] / f"{key}.json"

    def _keep(self, one: Request, content: str) -> None:
        """An answer that cannot be kept is asked for again: no reason to stop."""
        file = self._file(one)
        part = file.with_name(f"{file.stem}.{os.getpid()}.part")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(content, encoding="utf-8", errors="replace", newline="\n")
            part.replace(file)
