"""Work shared among processes, each of which sends what it has made."""

import gc
from collections.abc import Iterator
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol


class Share(Protocol):
    """Something that makes its part of the whole, some at a time."""

    def batches(self) -> Iterator[tuple[int, Any]]: ...


def side_by_side(shares: list[Any], is_worth_it: bool) -> Iterator[tuple[int, Any]]:
    """What all shares make, each in its own order; by processes of their own if worth it.

    The processes are copies of this one and must not touch its database connection.
    """
    if not is_worth_it or "fork" not in get_all_start_methods():
        for share in shares:
            yield from share.batches()
        return
    context = get_context("fork")
    ends = [context.Pipe(duplex=False) for _share in shares]
    processes = [
        context.Process(target=work, args=(share, sender), daemon=True)
        for share, (_receiver, sender) in zip(shares, ends, strict=True)
    ]
    try:
        for process, (_receiver, sender) in zip(processes, ends, strict=True):
            process.start()
            sender.close()
        yield from gathered([receiver for receiver, _sender in ends])
    finally:
        for process in processes:
            process.terminate()
            process.join()


def work(share: Share, sender: Connection) -> None:
    """Send everything that a share makes, then nothing; or what went wrong.

    What is made holds no circles, and what this process was copied with stays:
    neither is looked through for what could be thrown away.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    try:
        for made in share.batches():
            sender.send(made)
        sender.send(None)
    except BaseException as failure:
        sender.send(failure)


def gathered(receivers: list[Connection]) -> Iterator[tuple[int, Any]]:
    """What comes from anywhere; raises what went wrong, `EOFError` if a process just ended."""
    open_ends = list(receivers)
    while open_ends:
        for receiver in [end for end in open_ends if end in wait(open_ends)]:
            made = receiver.recv()
            if isinstance(made, BaseException):
                raise made
            if made is None:
                open_ends.remove(receiver)
            else:
                yield made
