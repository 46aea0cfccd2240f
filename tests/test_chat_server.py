"""The chat server that tests of answers run against does what it is told, to real clients."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from tests.chat_server import (
    ChatServer,
    Reply,
    answers,
    breaks_off_after,
    drips,
    floods,
    garbage,
    hangs,
    hangs_after,
    page,
    refuses,
    says,
    says_json,
)

NOTICED_S = 0.1  # a client's leaving, on a machine that is busy
QUESTION = {"model": "tiny", "messages": [{"role": "user", "content": "Is it any good?"}]}
TOOL = {
    "tools": [{"type": "function", "function": {"name": "Draft", "parameters": {}}}],
    "tool_choice": {"type": "function", "function": {"name": "Draft"}},
}
USAGE = {"stream_options": {"include_usage": True}}


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as server:
        yield server


@pytest.fixture
def client(server: ChatServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base_url, timeout=5, trust_env=False) as client:
        yield client


def ask(client: httpx.Client, **fields: Any) -> httpx.Response:
    return client.post("/chat/completions", json={**QUESTION, **fields})


def events(response: httpx.Response) -> list[Any]:
    """The chunks of a stream, which must have its end."""
    *chunks, end, rest = response.text.split("\n\n")
    assert (end, rest) == ("data: [DONE]", "")
    return [json.loads(chunk.removeprefix("data: ")) for chunk in chunks]


def deltas(response: httpx.Response) -> list[dict[str, Any]]:
    return [chunk["choices"][0]["delta"] for chunk in events(response) if chunk["choices"]]


def text(response: httpx.Response) -> str:
    if response.headers["content-type"] == "application/json":
        return str(response.json()["choices"][0]["message"]["content"])
    return "".join(delta.get("content", "") for delta in deltas(response))


def test_a_text_comes_whole(server: ChatServer, client: httpx.Client) -> None:
    server.script.append(says("It is."))
    body = ask(client).json()
    assert (body["object"], body["model"]) == ("chat.completion", "tiny")
    [choice] = body["choices"]
    assert choice["message"] == {"role": "assistant", "content": "It is."}
    assert choice["finish_reason"] == "stop"
    assert body["usage"] == {"prompt_tokens": 4, "completion_tokens": 2, "total_tokens": 6}


def test_a_text_comes_in_pieces(server: ChatServer, client: httpx.Client) -> None:
    server.script.append(says("Très bon\u2028.", piece=4, finish="length"))
    response = ask(client, stream=True)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert [delta.get("content") for delta in deltas(response)] == ["", "Très", " bon", "\u2028.", None]
    assert deltas(response)[0]["role"] == "assistant"
    assert {chunk["object"] for chunk in events(response)} == {"chat.completion.chunk"}
    reasons = [chunk["choices"][0]["finish_reason"] for chunk in events(response)]
    assert reasons == [None, None, None, None, "length"]


@pytest.mark.parametrize(("given", "total"), [(None, 6), ((100, 20), 120)])
def test_a_stream_ends_with_the_usage_if_asked(
    server: ChatServer, client: httpx.Client, given: tuple[int, int] | None, total: int
) -> None:
    server.script.append(says("It is.", usage=given))
    *others, last = events(ask(client, stream=True, **USAGE))
    assert last["choices"] == []
    assert last["usage"]["total_tokens"] == total
    assert all(chunk["usage"] is None for chunk in others)


@pytest.mark.parametrize("streamed", [True, False])
def test_pieces_take_their_time(server: ChatServer, client: httpx.Client, streamed: bool) -> None:
    server.script.append(says("abcd", piece=1, delay=0.05))
    started = time.monotonic()
    ask(client, stream=streamed)
    assert 0.15 <= time.monotonic() - started < 1


def test_json_comes_as_text_unless_a_tool_is_demanded(server: ChatServer, client: httpx.Client) -> None:
    server.otherwise = says_json({"a": [1]})
    assert text(ask(client)) == text(ask(client, stream=True)) == '{"a": [1]}'
    assert text(ask(client, tools=TOOL["tools"], tool_choice="auto")) == '{"a": [1]}'


@pytest.mark.parametrize("choice", [TOOL["tool_choice"], "required"])
def test_json_comes_as_the_call_of_a_tool_that_is_demanded(
    server: ChatServer, client: httpx.Client, choice: object
) -> None:
    server.otherwise = says_json({"a": [1]})
    demand = {**TOOL, "tool_choice": choice}
    message = ask(client, **demand).json()["choices"][0]["message"]
    assert message["content"] is None
    assert message["tool_calls"][0]["function"] == {"name": "Draft", "arguments": '{"a": [1]}'}
    first, *pieces, last = deltas(ask(client, stream=True, **demand))
    assert first["tool_calls"][0]["function"] == {"name": "Draft", "arguments": ""}
    assert "".join(delta["tool_calls"][0]["function"]["arguments"] for delta in pieces) == '{"a": [1]}'
    assert last == {}


@pytest.mark.parametrize(
    ("answer", "expected"), [("Yes.", "Yes."), ({"good": True}, '{"good": true}'), (says("No."), "No.")]
)
def test_an_answer_is_computed_from_the_request(
    server: ChatServer, client: httpx.Client, answer: str | dict[str, Any] | Reply, expected: str
) -> None:
    asked: list[dict[str, Any]] = []

    def function(body: dict[str, Any]) -> str | dict[str, Any] | Reply:
        asked.append(body)
        return answer

    server.script.append(answers(function))
    assert text(ask(client)) == expected
    assert asked == [QUESTION]


def test_an_error_of_a_computed_answer_is_told(server: ChatServer, client: httpx.Client) -> None:
    server.script.append(answers(lambda body: body["missing"]))
    response = ask(client)
    assert response.status_code == 500
    assert "KeyError('missing')" in response.json()["error"]["message"]


@pytest.mark.parametrize("streamed", [True, False])
def test_a_refusal_has_status_and_headers(server: ChatServer, client: httpx.Client, streamed: bool) -> None:
    server.script += [refuses(429, retry_after="7"), refuses(503, message="down", then_close=True)]
    first, second = ask(client, stream=streamed), ask(client, stream=streamed)
    assert (first.status_code, first.headers["retry-after"]) == (429, "7")
    assert (second.status_code, second.json()["error"]["message"]) == (503, "down")
    assert "connection" not in first.headers
    assert second.headers["connection"] == "close"


def test_a_script_that_is_used_up_says_so(server: ChatServer, client: httpx.Client) -> None:
    response = ask(client)
    assert response.status_code == 418
    assert "no more replies" in response.json()["error"]["message"]
    assert server.requests[0].finished


def test_a_field_may_be_unknown(client: httpx.Client) -> None:
    with ChatServer(refuse_fields={"response_format"}) as server:
        server.script.append(says("Hello."))
        url = f"{server.base_url}/chat/completions"
        refused = client.post(url, json={**QUESTION, "response_format": {"type": "json_object"}})
        assert refused.status_code == 400
        assert refused.json()["error"]["param"] == "response_format"
        assert client.post(url, json=QUESTION).is_success
        assert len(server.requests) == 2


def test_requests_are_recorded(server: ChatServer, client: httpx.Client) -> None:
    server.otherwise = says("Yes.")
    before = time.monotonic()
    parts = [{"type": "text", "text": "What?"}, {"type": "image_url", "image_url": {"url": "data:,"}}]
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": parts}]
    ask(client, messages=[*messages, {"role": "assistant", "content": None}], stream=True)
    [received] = server.requests
    assert received.prompt == "Be brief.\n\nWhat?"
    assert received.streamed and received.finished and received.gone_at is None
    assert received.headers["CONTENT-TYPE"] == "application/json"
    assert before <= received.at <= time.monotonic()


def test_what_is_no_chat_request_is_not_recorded(server: ChatServer, client: httpx.Client) -> None:
    assert [model["id"] for model in client.get("/models").json()["data"]] == ["test-model"]
    assert client.get("/else").status_code == 404
    assert client.post("/embeddings", json={}).status_code == 404
    assert client.post("/chat/completions", content=b"{").status_code == 400
    assert server.requests == []


def test_it_can_be_waited_for_requests(server: ChatServer, client: httpx.Client) -> None:
    later = threading.Timer(0.1, ask, [client])
    later.start()
    server.wait_for_requests(1)
    later.join()
    with pytest.raises(AssertionError, match="1 of 2 requests"):
        server.wait_for_requests(2, timeout=0.05)


def part(client: httpx.Client, *, streamed: bool, timeout: float = 0.3) -> tuple[bytes, httpx.HTTPError]:
    """What arrives of a reply, and how it fails."""
    got = b""
    with pytest.raises(httpx.HTTPError) as caught:
        body = {**QUESTION, "stream": streamed}
        with client.stream("POST", "/chat/completions", json=body, timeout=timeout) as response:
            for data in response.iter_raw():
                got += data
    return got, caught.value


SILENT = [
    hangs(),
    hangs_after("Well, I"),
    drips("Well, I", seconds_a_byte=30),
    says("abc", piece=1, delay=30),
]


@pytest.mark.parametrize("streamed", [True, False])
@pytest.mark.parametrize("reply", SILENT, ids=["hangs", "hangs_after", "drips", "says"])
def test_a_client_that_goes_is_noticed_in_silence(
    server: ChatServer, client: httpx.Client, reply: Reply, streamed: bool
) -> None:
    server.script.append(reply)
    _, error = part(client, streamed=streamed)
    left = time.monotonic()
    assert isinstance(error, httpx.ReadTimeout)
    [received] = server.requests
    received.wait_until_over()
    assert received.gone_at is not None and abs(received.gone_at - left) < NOTICED_S
    assert not received.finished


def test_a_client_that_goes_is_noticed_while_it_is_sent_much(server: ChatServer) -> None:
    server.script.append(floods(20))
    body = json.dumps(QUESTION)
    url = httpx.URL(server.base_url)
    with socket.create_connection((url.host, url.port)) as connection:
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall((head + body).encode())
        server.wait_for_requests(1)
    server.requests[0].wait_until_over()
    assert server.requests[0].gone_at is not None
    assert not server.requests[0].finished


@pytest.mark.parametrize("streamed", [True, False])
def test_a_silence_ends(server: ChatServer, client: httpx.Client, streamed: bool) -> None:
    server.script += [hangs(0.1), hangs_after("Well, I", 0.1)]
    assert isinstance(part(client, streamed=streamed, timeout=5)[1], httpx.RemoteProtocolError)
    got, error = part(client, streamed=streamed, timeout=5)
    assert isinstance(error, httpx.RemoteProtocolError)
    assert got
    assert all(not received.finished and received.gone_at is None for received in server.requests)


@pytest.mark.parametrize("streamed", [True, False])
def test_a_reply_breaks_off(server: ChatServer, client: httpx.Client, streamed: bool) -> None:
    server.script.append(breaks_off_after("É bom, muito", 6))
    got, error = part(client, streamed=streamed)
    assert isinstance(error, httpx.RemoteProtocolError)
    assert "É bom," in got.decode()
    assert "muito" not in got.decode()
    assert b"[DONE]" not in got
    [received] = server.requests
    received.wait_until_over()
    assert not received.finished and received.gone_at is None


STRANGE = {"Well": drips("Well", 0.001), "a" * 10**6: floods(1), "\ud800é": says("\ud800é")}


@pytest.mark.parametrize("streamed", [True, False])
@pytest.mark.parametrize("expected", STRANGE, ids=["drips", "floods", "half a surrogate pair"])
def test_a_strange_reply_is_well_formed(
    server: ChatServer, client: httpx.Client, expected: str, streamed: bool
) -> None:
    server.script.append(STRANGE[expected])
    assert text(ask(client, stream=streamed)) == expected


@pytest.mark.parametrize("data", [b"", b'data: {"id": \xff\n\n'])
@pytest.mark.parametrize("streamed", [True, False])
def test_garbage_arrives_as_it_is(
    server: ChatServer, client: httpx.Client, data: bytes, streamed: bool
) -> None:
    server.script.append(garbage(data))
    response = ask(client, stream=streamed)
    assert (response.status_code, response.content) == (200, data)


@pytest.mark.parametrize("streamed", [True, False])
def test_a_page_is_no_json(server: ChatServer, client: httpx.Client, streamed: bool) -> None:
    server.script.append(page())
    response = ask(client, stream=streamed)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")


def test_many_ask_at_once(server: ChatServer, client: httpx.Client) -> None:
    server.script += [says(str(n), delay=0.01, piece=1) for n in range(40)]
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda n: ask(client, stream=n % 2 == 0), range(40)))
    assert sorted(int(text(reply)) for reply in replies) == list(range(40))
    assert len(server.requests) == 40 and all(received.finished for received in server.requests)


def test_it_stops_at_once_and_quietly(capfd: pytest.CaptureFixture[str]) -> None:
    server = ChatServer()
    server.script += [says("Hello."), hangs(), hangs_after("Well"), drips("Well")]
    with httpx.Client(base_url=server.base_url, trust_env=False) as client, ThreadPoolExecutor(3) as pool:
        ask(client)
        waiting = [pool.submit(part, client, streamed=True, timeout=20) for _ in range(3)]
        server.wait_for_requests(4)
        started = time.monotonic()
        server.stop()
        assert time.monotonic() - started < 1
        assert all(isinstance(w.result()[1], httpx.RemoteProtocolError) for w in waiting)
        with pytest.raises(httpx.ConnectError):
            ask(client)
    server.stop()
    assert not any(received.gone_at for received in server.requests)
    assert capfd.readouterr() == ("", "")


@asynccontextmanager
async def chat_model(server: ChatServer, **options: Any) -> AsyncIterator[Any]:
    """LangChain's client, whose connections are closed in the end. Its own ones outlive their event loop."""
    openai = pytest.importorskip("langchain_openai", reason="the extra `openai` is not installed")
    async with httpx.AsyncClient(trust_env=False) as asynchronous:
        with httpx.Client(trust_env=False) as synchronous:
            clients = {"http_client": synchronous, "http_async_client": asynchronous}
            named = {"model": "tiny", "base_url": server.base_url, "api_key": "none", "max_retries": 0}
            yield openai.ChatOpenAI(**named, **clients, **options)


def test_a_chat_model_is_answered(server: ChatServer) -> None:
    server.script += [says("It is good.", usage=(3, 4)), says("It is good.", usage=(3, 4))]

    async def work() -> tuple[Any, list[Any]]:
        async with chat_model(server, stream_usage=True) as model:
            whole = model.invoke("Is it?")
            return whole, [chunk async for chunk in model.astream("Is it?")]

    whole, chunks = asyncio.run(work())
    assert whole.content == "It is good."
    assert whole.usage_metadata["total_tokens"] == 7
    assert [chunk.content for chunk in chunks if chunk.content] == ["It is go", "od."]
    assert [chunk.usage_metadata["total_tokens"] for chunk in chunks if chunk.usage_metadata] == [7]
    assert [received.prompt for received in server.requests] == ["Is it?", "Is it?"]


def test_a_chat_model_has_its_tool_called(server: ChatServer) -> None:
    server.script += [says_json({"text": "Good."}), says_json({"text": "Good."})]
    schema = {"title": "Draft", "type": "object", "properties": {"text": {"type": "string"}}}

    async def work() -> tuple[Any, list[Any]]:
        async with chat_model(server) as model:
            drafts = model.with_structured_output(schema, method="function_calling")
            return drafts.invoke("Is it?"), [draft async for draft in drafts.astream("Is it?")]

    whole, drafts = asyncio.run(work())
    assert whole == drafts[-1] == {"text": "Good."}


def test_a_chat_model_that_is_cancelled_hangs_up(server: ChatServer) -> None:
    server.script.append(hangs_after("Well, I"))

    async def work() -> float:
        async with chat_model(server) as model:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    assert [chunk async for chunk in model.astream("Is it?")] == []
            left = time.monotonic()
            await asyncio.to_thread(server.requests[0].wait_until_over)
            return left

    left = asyncio.run(work())
    gone_at = server.requests[0].gone_at
    assert gone_at is not None and gone_at - left < NOTICED_S
