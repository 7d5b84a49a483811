"""A process that has imported the command line and forks for each call: a call costs milliseconds, and may die.

It reads a call a line, as JSON, and answers with a line that holds its exit code, or the negative number of the signal
that ended it. It never opens a store itself, since no fork survives the threads of one.
"""

import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
import traceback

MEMORY = 4 << 30


def preload():
    import gdec.cli
    import gdec.commands

    for module in pkgutil.iter_modules(gdec.commands.__path__):
        importlib.import_module(f"gdec.commands.{module.name}")
    return gdec.cli.main


def serve():
    main = preload()
    calls, answers = os.fdopen(os.dup(0), "rb"), os.dup(1)
    for line in calls:
        call = json.loads(line)
        child = os.fork()
        if child == 0:
            run(main, **call)
        _, status = os.waitpid(child, 0)
        os.write(answers, f"{os.waitstatus_to_exitcode(status)}\n".encode())


def run(main, argv, cwd, stdin, out, err, seconds, env):
    """Be the call, and end as an interpreter does."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for number, path in enumerate((stdin, out, err)):
            flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(path, flags, 0o600), number)
        os.chdir(cwd)
        os.environ.update(env)
        sys.argv = ["gdec", *argv]
        signal.alarm(seconds)
        main()
    except SystemExit as stop:
        code = stop.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
