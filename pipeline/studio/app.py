"""The application: what each address does. The work is done in threads, so that nobody waits for anybody's voice."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import extras
from pipeline.errors import EpisodeError, PublishError
from pipeline.studio import answers, document, splice, voice
from pipeline.studio.actions import Actions
from pipeline.studio.asked import AskedError, asked_in, number, of
from pipeline.studio.coming import LeftError, Paragraph
from pipeline.studio.events import Hub
from pipeline.studio.guard import Guard
from pipeline.studio.marking import Marking
from pipeline.studio.room import ConflictError, Room, version_of
from pipeline.studio.running import Running
from pipeline.studio.sound import HEADER_BYTES
from pipeline.studio.stories import Stories
from pipeline.studio.stretch import Mixed
from pipeline.studio.strip import Strips
from pipeline.studio.templates import Templates
from pipeline.text import templating

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

PAGE = "studio/index.html.j2"
KINDS = {".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json"}

Answer = Callable[[Room, dict[str, Any]], Any]


def app(room: Room, hub: Hub, token: str, hosts: frozenset[str], actions: Actions, drafts: Templates, others: Stories) -> ASGIApp:
    """The studio of a room.  Raises PublishError where Starlette is missing."""
    try:
        from anyio import create_task_group, to_thread
        from starlette.applications import Starlette
        from starlette.responses import FileResponse, JSONResponse, StreamingResponse
        from starlette.responses import Response as Plain
        from starlette.routing import Route
    except ImportError as problem:
        raise PublishError("the studio needs Starlette.", remedy=f"Install it: `{extras.install('studio')}`.") from problem

    samples: dict[str, voice.Heard] = {}
    came: deque[str] = deque(maxlen=100)  # the addresses of paragraphs that were played as they came
    strips = Strips()
    run, marking = Running(hub), Marking(hub)
    room.on_spoken = lambda: hub.tell("kept", {})
    room.on_listened = lambda found: hub.tell("kept" if found else "listened", {})

    async def answered(work: Callable[[], Response]) -> Response:
        """What the work answers, done in a thread, or what is wrong with it."""
        try:
            return await to_thread.run_sync(work)
        except ConflictError as error:
            if error.told is not None:
                return JSONResponse(
                    {"error": {"message": "the template has changed meanwhile", "where": "", "remedy": ""}, **error.told}, 409
                )
            now = await to_thread.run_sync(document.of, room)
            return JSONResponse(
                {"error": {"message": "the script has changed meanwhile", "where": room.name, "remedy": ""}, "day": now}, 409
            )
        except LeftError:
            return Plain(status_code=204)
        except EpisodeError as error:
            return JSONResponse({"error": document.fault(error)}, 422)
        except AskedError as error:
            return JSONResponse({"error": {"message": str(error), "where": "", "remedy": ""}}, 400)

    def taking(answer: Answer, status: int = 200) -> Callable[[Request], Awaitable[Response]]:
        async def take(request: Request) -> Response:
            body = await request.body()

            def work() -> Response:
                given = asked_in(body)
                return JSONResponse(answer(room, given | dict(request.path_params)), status)

            return await answered(work)

        return take

    def changing(change: Callable[[str, str, dict[str, Any]], str]) -> Callable[[Request], Awaitable[Response]]:
        def answer(room: Room, given: dict[str, Any]) -> Any:
            version = room.change(of(given, "version", str), lambda text: change(text, room.name, given))
            if given.get("brief") is True:  # what was changed is to be heard first: the page asks for the day beside it
                hub.tell("day", {"version": version})
                return {"version": version}
            day = document.of(room)
            hub.tell("day", {"version": day["version"]})
            return day

        return taking(answer)

    async def page(request: Request) -> Response:
        def work() -> Response:
            where = templating.environment(())
            script = version_of(bytes(room.path))  # one of its own, whatever show it is of: what could not be saved is kept by it
            given = {"title": room.show.title, "path": room.name, "script": script}
            return Plain(templating.render(where, PAGE, given), media_type="text/html")

        return await answered(work)

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        path = templating.BUILTIN_TEMPLATES / "studio" / name
        try:
            is_ours = path.suffix in KINDS and Path(name).name == name and not name.startswith(".") and path.is_file()
        except (OSError, ValueError):  # too long for a name, or otherwise none
            is_ours = False
        return FileResponse(path, media_type=KINDS[path.suffix]) if is_ours else Plain(status_code=404)

    async def day(request: Request) -> Response:
        return await answered(lambda: JSONResponse(document.of(room)))

    async def heard(request: Request, work: Callable[[threading.Event], Response]) -> Response:
        """What the work answers; it is told where the page plays something else by now."""
        gone = threading.Event()

        async def watch() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            gone.set()

        async with create_task_group() as tasks:
            tasks.start_soon(watch)
            answer = await answered(lambda: work(gone))
            tasks.cancel_scope.cancel()
        return answer

    async def clip(request: Request) -> Response:
        def work(gone: threading.Event) -> Response:
            n = number(request.path_params["n"])
            part = answers.wants_part(request)
            found = voice.clip(room, n, unsaid(request), gone.is_set, whole=part)
            cost = {"X-Episode-Spoken": "1", "Server-Timing": f"engine;dur={found.engine_ms:.1f}"}
            if isinstance(found, Paragraph):
                came.append(address(request))
                return answers.as_it_comes(found, gone, cost)
            if address(request) in came and part:
                found = found.as_it_came()
            return answers.there(request, found, cost | {"X-Episode-Spoken": str(int(found.spoken))})

        return await heard(request, work)

    async def stretch(request: Request) -> Response:
        def work(gone: threading.Event) -> Response:
            given = {key: number(value) for key, value in request.query_params.items() if key in ("from", "to", "skip_ms")}
            first, last, skip_ms, byte = given.get("from", 1), given.get("to"), given.get("skip_ms", 0), answers.seeks(request)
            whole = answers.wants_part(request) and byte < HEADER_BYTES
            found = voice.stretch(room, first, last, skip_ms, byte, unsaid(request), gone.is_set, whole=whole)
            hub.tell("begins", {"address": address(request), "lead_ms": found.lead_ms})
            return answers.there(request, found, {}) if isinstance(found, Mixed) else answers.as_it_comes(found, gone, {}, byte)

        return await heard(request, work)

    def address(request: Request) -> str:
        """By which the page knows what it plays."""
        return f"{request.url.path.removeprefix('/')}?{request.url.query}"

    def unsaid(request: Request) -> Callable[[EpisodeError], None]:
        return lambda error: hub.tell("unsaid", {"address": address(request), **document.fault(error)})

    def say(room: Room, given: dict[str, Any]) -> Any:
        said, heard = voice.sample(room, of(given, "text", str), str(given.get("role", "")))
        name = str(len(samples) + 1)
        samples[name] = heard
        samples.pop(str(int(name) - 20), None)
        return {"spoken": said, "wav": f"api/sample/{name}.wav"}

    async def sample(request: Request) -> Response:
        found = samples.get(request.path_params["name"])
        return Plain(status_code=404) if found is None else answers.there(request, found, {})

    async def audio(request: Request) -> Response:
        def work() -> Response:
            path = document.folder_of(room, voice.script_now(room)) / "episode.mp3"
            return FileResponse(path, media_type="audio/mpeg") if path.is_file() else Plain(status_code=404)

        return await answered(work)

    async def strip(request: Request) -> Response:
        episode = request.query_params.get("of") == "episode"
        return await answered(lambda: JSONResponse((strips.of_episode if episode else strips.of_day)(room)))

    async def stories(request: Request) -> Response:
        return await answered(lambda: JSONResponse(others.others(room)))

    async def templates(request: Request) -> Response:
        return await answered(lambda: JSONResponse(drafts.listed(room)))

    async def template(request: Request) -> Response:
        return await answered(lambda: JSONResponse(drafts.one(room, request.path_params["name"])))

    async def events(request: Request) -> Response:
        return StreamingResponse(hub.listen(), media_type="text/event-stream")

    routes = [
        Route("/", page),
        Route("/api/day", day),
        Route("/api/clip/{n}.wav", clip),
        Route("/api/stretch.wav", stretch),
        Route("/api/sample/{name}.wav", sample),
        Route("/api/strip", strip),
        Route("/api/stories", stories),
        Route("/api/events", events),
        Route("/audio", audio),
        Route("/api/segment", changing(_segment), methods=["POST"]),
        Route("/api/segments", changing(_segments), methods=["POST"]),
        Route("/api/cue", changing(_cue), methods=["POST"]),
        Route("/api/text", changing(_text), methods=["POST"]),
        Route("/api/say", taking(say), methods=["POST"]),
        Route("/api/lexicon", taking(actions.lexicon), methods=["POST"]),
        *(
            Route(f"/api/{asked.__name__}", taking(asked), methods=["POST"])
            for asked in (run.order, run.arrange, run.title, run.pin, run.target, run.fit, marking.mark, marking.unmark)
        ),
        Route("/api/tell", taking(others.tell), methods=["POST"]),
        Route("/api/check", taking(actions.check), methods=["POST"]),
        Route("/api/build", taking(actions.build, 202), methods=["POST"]),
        Route("/api/publish", taking(actions.publish), methods=["POST"]),
        Route("/api/template/preview", taking(drafts.preview), methods=["POST"]),
        Route("/api/template/{name}", taking(drafts.save), methods=["POST"]),
        Route("/api/template/{name}", template),
        Route("/api/templates", templates),
        Route("/{name}", static),
    ]
    return Guard(Starlette(routes=routes), token, hosts)


# ── what changes the script ──────────────────────────────────────────────────────────────────────────────


def _segment(text: str, file: str, given: dict[str, Any]) -> str:
    n = of(given, "n", int)
    there = splice.written(text, file, n)
    return splice.segment(text, file, n, of(given, "text", str), str(given.get("role", there.role)), _settings(given, there.settings))


def _settings(given: dict[str, Any], otherwise: Sequence[str]) -> list[str]:
    if not isinstance(settings := given.get("settings", list(otherwise)), list):
        raise AskedError("settings is no list")
    return [str(each) for each in settings]


def _segments(text: str, file: str, given: dict[str, Any]) -> str:
    n = of(given, "n", int)
    match given.get("op"):
        case "insert":
            role = given.get("role") or splice.written(text, file, n).role
            return splice.insert(text, file, n, of(given, "text", str), str(role), _settings(given, ()))
        case "delete":
            return splice.delete(text, file, n)
        case "split":
            return splice.split(text, file, n, of(given, "at", int))
        case "join":
            return splice.join(text, file, n)
        case "move":
            return splice.move(text, file, n, 1 if of(given, "way", int) > 0 else -1)
    raise AskedError("op is insert, delete, split, join or move")


def _cue(text: str, file: str, given: dict[str, Any]) -> str:
    words = given.get("text")
    return splice.cue(text, file, of(given, "line", int), None if words is None else str(words))


def _text(text: str, file: str, given: dict[str, Any]) -> str:
    new = of(given, "text", str).replace("\r\n", "\n")
    new = new.replace("\n", "\r\n") if "\r\n" in text else new
    return f"\ufeff{new}" if text.startswith("\ufeff") and not new.startswith("\ufeff") else new
