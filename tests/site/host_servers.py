"""The real servers, run unprivileged on the loopback address over a folder."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

APACHE_MODULES = Path("/usr/lib/apache2/modules")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def absent(name):
    """Tell why a server cannot be run here, or nothing where it can."""
    if program(name) is None:
        return f"the server {name} is not installed (apt-get install {name}{'-light' if name == 'nginx' else ''})"
    return ""


def program(name):
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")


@contextmanager
def nginx(folder, port):
    """Run nginx over `folder/root`, with the rules in `folder/http.conf` and `folder/server.conf`."""
    paths = "".join(f"{name}_temp_path {folder}/run/{name};\n" for name in TEMPORARY)
    config = (
        f"daemon off;\npid {folder}/run/pid;\nworker_processes 1;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{paths}include {folder}/http.conf;\n"
        f"server {{\nlisten 127.0.0.1:{port};\nroot {folder}/root;\ninclude {folder}/server.conf;\n}}\n}}\n"
    )
    (folder / "nginx.conf").write_text(config)
    with running([program("nginx"), "-e", f"{folder}/run/error.log", "-c", f"{folder}/nginx.conf"], folder, port):
        yield


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def apache(folder, port):
    """Run Apache over `folder/root`, which has its rules in `.htaccess`."""
    modules = ("mpm_event", "authz_core", "mime", "dir", "rewrite", "headers", "setenvif")
    loads = "".join(f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so\n" for name in modules)
    config = (
        f"ServerRoot {folder}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {folder}/run/pid\n"
        f"ErrorLog {folder}/run/error.log\nMutex file:{folder}/run default\n{loads}TypesConfig /etc/mime.types\n"
        f"DocumentRoot {folder}/root\n<Directory {folder}/root>\nAllowOverride FileInfo\nOptions FollowSymLinks\n"
        "Require all granted\n</Directory>\n"
    )
    (folder / "apache.conf").write_text(config)
    with running([program("apache2"), "-f", f"{folder}/apache.conf", "-DFOREGROUND"], folder, port):
        yield


@contextmanager
def running(command, folder, port):
    """Run a server until the block ends; as nobody where we are root."""
    (folder / "run").mkdir(exist_ok=True)
    who = {"user": "nobody", "group": "nogroup"} if os.getuid() == 0 else {}
    if who:
        shutil.chown(folder / "run", **who)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **who) as server:
        try:
            wait(server, port)
            yield
        finally:
            server.terminate()


def wait(server, port):
    for _ in range(500):
        if server.poll() is not None:
            raise RuntimeError(server.stdout.read().decode())
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("the server does not answer")


def ask(port, path, accept=None, method="GET", host=None):
    """Give status, headers (lower case; several of a name joined) and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        given = {"Accept": accept, "Host": host}
        connection.request(method, path, headers={name: value for name, value in given.items() if value is not None})
        answer = connection.getresponse()
        headers = {}
        for name, value in answer.getheaders():
            headers[name.lower()] = f"{headers[name.lower()]}, {value}" if name.lower() in headers else value
        return answer.status, headers, answer.read()
    finally:
        connection.close()
