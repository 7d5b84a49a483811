"""Articles about conferences in, a graph out in which every triple leads back to its words."""

import os.path

__version__ = "0.1.0"

_HOMES = {
    "api.choices": "AnswerForm DataFormat DifferenceForm Engine Format Level Part Relation ReportForm Severity "
    "Statements TableRows",
    "api.data": "compare_graphs format_difference format_of map_facts map_files map_files_to",
    "api.facts": "anchor_facts convert_facts cover_article facts_schema find_project import_table migrate_facts "
    "new_facts read_facts verify_evidence",
    "api.keeping": "build_store check_site forget_person list_history past_facts past_quads publish_site serve_site "
    "store_status",
    "api.queries": "list_checks list_queries read_query",
    "api.store": "Store",
    "api.validation": "Flaw format_report lint_shapes show_report validate_data",
    "building.outcome": "Built",
    "difference.compare": "Difference",
    "disagreement.find": "Disagreement",
    "errors": "GdecError InputError RemoteError TookTooLong",
    "evidence.coverage": "Sentence",
    "evidence.placing": "Anchored",
    "evidence.verifying": "Verification VerifiedArticle",
    "facts.model": "FORMAT Facts",
    "following.why": "Answer",
    "forgetting.files": "Touched",
    "forgetting.forget": "Forgotten",
    "history": "Step",
    "identity": "Proposal",
    "project": "Project",
    "query.checks": "Finding",
    "query.saved": "SavedQuery",
    "rows": "Rows Value",
    "site.checking.check": "Checked",
    "site.publish": "Published",
    "status": "Status",
    "validate.places": "Origin",
    "validate.report": "Report Result",
}
"""The module that each name which the package exports comes from."""

_MODULES = {name: module for module, names in _HOMES.items() for name in names.split()}
__all__ = sorted(_MODULES)  # noqa: PLE0605

# In a checkout cli.py, mappers/, ontology/, shapes/ and queries/ stand beside this package, in a wheel
# inside it. Adding the checkout's root to the package's path makes `gdec.cli` the same name in both.
_root = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
if os.path.isfile(f"{_root}/ontology/gdec.ttl"):
    __path__.append(_root)

TYPE_CHECKING = False  # what type checkers take for true; importing typing for it would take longer than all of this
if TYPE_CHECKING:
    from gdec.api.choices import AnswerForm as AnswerForm
    from gdec.api.choices import DataFormat as DataFormat
    from gdec.api.choices import DifferenceForm as DifferenceForm
    from gdec.api.choices import Engine as Engine
    from gdec.api.choices import Format as Format
    from gdec.api.choices import Level as Level
    from gdec.api.choices import Part as Part
    from gdec.api.choices import Relation as Relation
    from gdec.api.choices import ReportForm as ReportForm
    from gdec.api.choices import Severity as Severity
    from gdec.api.choices import Statements as Statements
    from gdec.api.choices import TableRows as TableRows
    from gdec.api.data import compare_graphs as compare_graphs
    from gdec.api.data import format_difference as format_difference
    from gdec.api.data import format_of as format_of
    from gdec.api.data import map_facts as map_facts
    from gdec.api.data import map_files as map_files
    from gdec.api.data import map_files_to as map_files_to
    from gdec.api.facts import anchor_facts as anchor_facts
    from gdec.api.facts import convert_facts as convert_facts
    from gdec.api.facts import cover_article as cover_article
    from gdec.api.facts import facts_schema as facts_schema
    from gdec.api.facts import find_project as find_project
    from gdec.api.facts import import_table as import_table
    from gdec.api.facts import migrate_facts as migrate_facts
    from gdec.api.facts import new_facts as new_facts
    from gdec.api.facts import read_facts as read_facts
    from gdec.api.facts import verify_evidence as verify_evidence
    from gdec.api.keeping import build_store as build_store
    from gdec.api.keeping import check_site as check_site
    from gdec.api.keeping import forget_person as forget_person
    from gdec.api.keeping import list_history as list_history
    from gdec.api.keeping import past_facts as past_facts
    from gdec.api.keeping import past_quads as past_quads
    from gdec.api.keeping import publish_site as publish_site
    from gdec.api.keeping import serve_site as serve_site
    from gdec.api.keeping import store_status as store_status
    from gdec.api.queries import list_checks as list_checks
    from gdec.api.queries import list_queries as list_queries
    from gdec.api.queries import read_query as read_query
    from gdec.api.store import Store as Store
    from gdec.api.validation import Flaw as Flaw
    from gdec.api.validation import format_report as format_report
    from gdec.api.validation import lint_shapes as lint_shapes
    from gdec.api.validation import show_report as show_report
    from gdec.api.validation import validate_data as validate_data
    from gdec.building.outcome import Built as Built
    from gdec.difference.compare import Difference as Difference
    from gdec.disagreement.find import Disagreement as Disagreement
    from gdec.errors import GdecError as GdecError
    from gdec.errors import InputError as InputError
    from gdec.errors import RemoteError as RemoteError
    from gdec.errors import TookTooLong as TookTooLong
    from gdec.evidence.coverage import Sentence as Sentence
    from gdec.evidence.placing import Anchored as Anchored
    from gdec.evidence.verifying import Verification as Verification
    from gdec.evidence.verifying import VerifiedArticle as VerifiedArticle
    from gdec.facts.model import FORMAT as FORMAT
    from gdec.facts.model import Facts as Facts
    from gdec.following.why import Answer as Answer
    from gdec.forgetting.files import Touched as Touched
    from gdec.forgetting.forget import Forgotten as Forgotten
    from gdec.history import Step as Step
    from gdec.identity import Proposal as Proposal
    from gdec.project import Project as Project
    from gdec.query.checks import Finding as Finding
    from gdec.query.saved import SavedQuery as SavedQuery
    from gdec.rows import Rows as Rows
    from gdec.rows import Value as Value
    from gdec.site.checking.check import Checked as Checked
    from gdec.site.publish import Published as Published
    from gdec.status import Status as Status
    from gdec.validate.places import Origin as Origin
    from gdec.validate.report import Report as Report
    from gdec.validate.report import Result as Result
else:

    def __getattr__(name):
        """Import what the package exports when it is first asked for (PEP 562): no command needs all of it."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = globals()[name] = getattr(import_module(f"gdec.{_MODULES[name]}"), name)
        return found

    def __dir__():
        """List what the package exports."""
        return [*__all__, "__version__"]
