"""What an owner may decide about a site: addresses that every host can be told, and texts that do not turn around."""

import pytest

from gdec.errors import GdecError, InputError
from gdec.project import find_project
from gdec.site.frame.settings import settings_of
from gdec.site.frame.templating import static_files

HOME = "https://example.org/"


def settings(folder, base_url=HOME, **site):
    written = {name: value if isinstance(value, list) else f'"{value}"' for name, value in site.items()}
    lines = "".join(f"{name} = {value}\n" for name, value in written.items())
    (folder / "gdec.toml").write_text(f'base = "https://example.org/id/"\n[site]\n{lines}', encoding="utf-8")
    return settings_of(find_project(folder), base_url)


@pytest.mark.parametrize(
    "address",
    [HOME, "http://127.0.0.1:8000", "https://[::1]:8000/a", "https://例子.cn/王强/", "https://a.b/x%20y/a;b,c$d/~e"],
)
def test_an_address_is_taken(tmp_path, address):
    assert settings(tmp_path, address).base_url == f"{address.rstrip('/')}/"


@pytest.mark.parametrize(
    "path",
    ["%0Areturn 200;", "%22%3B", "%5C", "a%23b", "a%3Fb", "%", "%2", "%zz", "%FF", "a|b", "c{d}", "%7B", "%25%7B", "..",
     "a/%2e%2e/b", "a//b", "%E2%80%AE", "\u202e", "\x7f", "a^b", "a`b"],
)  # fmt: skip
def test_no_address_says_more_to_a_host_than_where_a_folder_is(tmp_path, path):
    with pytest.raises(InputError, match="base_url must be a web address"):
        settings(tmp_path, HOME + path)


@pytest.mark.parametrize("address", ["https://[::1/", "https:///x/", "https://a.b:99999/", "https://:80/", "ftp://a/"])
def test_an_address_that_leads_to_no_host_is_told(tmp_path, address):
    with pytest.raises(InputError, match="must be a web address"):
        settings(tmp_path, address)
    with pytest.raises(InputError, match="must be a web address"):
        settings(tmp_path, licence=address)


def test_a_licence_need_not_be_a_folder(tmp_path):
    archived = "https://archive.example/web/2031/https://example.org/a%23b"
    assert settings(tmp_path, licence=archived).licence == archived
    with pytest.raises(InputError, match="licence must be a web address"):
        settings(tmp_path, licence="https://example.org/x|y")


def test_no_address_at_all_is_told(tmp_path):
    with pytest.raises(InputError, match="where is the site to be served"):
        settings(tmp_path, "")


@pytest.mark.parametrize("name", ["title", "description", "publisher"])
def test_no_text_turns_the_writing_around_or_hides_anything(tmp_path, name):
    assert getattr(settings(tmp_path, **{name: "王强 & السلام"}), name) == "王强 & السلام"
    for sign in ("\\u007f", "\\u202e", "\\u2067", "\\u0085"):
        with pytest.raises(InputError, match=f"{name} holds a character"):
            settings(tmp_path, **{name: f"Harbour{sign}s"})


@pytest.mark.parametrize("codes", [[], ["english"], ["en", ""], ["zh_CN"], "en", [1]])
def test_what_is_no_language_is_told(tmp_path, codes):
    with pytest.raises(InputError, match='languages must be a list of language codes, as in \\["en", "zh-Hans"\\]'):
        settings(tmp_path, languages=codes)


def test_no_file_from_outside_a_theme_is_published(tmp_path):
    static = tmp_path / "site/static"
    static.mkdir(parents=True)
    (static / "own.txt").write_text("own")
    (static / "same.txt").symlink_to("own.txt")
    assert {"own.txt", "same.txt", "gdec.css"} <= set(static_files(settings(tmp_path)))
    (static / "passwords.txt").symlink_to("/etc/passwd")
    with pytest.raises(GdecError, match=r"passwords\.txt: is a link to /etc/passwd, outside the theme"):
        static_files(settings(tmp_path))
