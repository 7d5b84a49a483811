"""Facts files of any shape that the model allows, for property tests."""

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.inspect import BoolType, DictType, EnumType, IntType, ListType, StrType, StructType, TupleType, type_info

from gdec.facts.model import FORMAT, Facts
from gdec.facts.reading import UNUSABLE
from gdec.facts.wanted import required

# Lone surrogates are no characters; what else UNUSABLE names can stand in a file's escapes, but in no text.
LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.one_of(
    st.sampled_from(
        ["Ana Lima", "null", "~", "NO", "12:30", "- a", "a: b", " x ", "“Ports”\n", "王强", "C:\\u0041", '"']
    ),
    st.text(LETTERS, min_size=1, max_size=12),
).filter(lambda text: text.strip() and not UNUSABLE.search(text))
KEYS = st.one_of(st.sampled_from(["is", "name", "ana-lima", "<<", "words", ""]), st.text(LETTERS, max_size=8))


def values(kind):
    match required(kind):
        case StructType(cls=cls):
            return structs(cls)
        case ListType(item_type=item):
            return st.lists(values(item), max_size=2)
        case DictType(value_type=value):
            return st.dictionaries(KEYS, values(value), max_size=2)
        case TupleType(item_types=items):
            return st.tuples(*map(values, items))
        case EnumType(cls=cls):
            return st.sampled_from(cls)
        case other:
            scalars = {StrType: TEXTS, IntType: st.integers(-(10**18) + 1, 10**18 - 1), BoolType: st.booleans()}
            return scalars[type(other)]


def structs(cls: type[Struct]):
    """Give structs with their required fields and up to four others."""
    fields = [field for field in type_info(cls).fields if not field.encode_name.startswith(":")]
    optional = {field.name: field.type for field in fields if not field.required}
    needed = st.fixed_dictionaries({field.name: values(field.type) for field in fields if field.required})

    def with_others(names):
        return st.fixed_dictionaries({name: values(optional[name]) for name in names})

    others = st.lists(st.sampled_from(sorted(optional)), max_size=4, unique=True).flatmap(with_others)
    return st.tuples(needed, others).map(lambda parts: cls(**parts[0], **parts[1]))


def facts_files():
    """Give whole facts files of the present format."""
    sections = {
        field.name: values(field.type) for field in type_info(Facts).fields if field.name not in {"format", "line"}
    }
    names = st.lists(st.sampled_from(sorted(sections)), min_size=1, max_size=3, unique=True)
    chosen = names.flatmap(lambda given: st.fixed_dictionaries({name: sections[name] for name in given}))
    return chosen.map(lambda given: Facts(format=FORMAT, **given))
