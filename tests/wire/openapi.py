"""Checking bodies against Discord's published OpenAPI file, where it lies beside the project."""

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.wire.world import Json

DOCUMENT = Path(__file__).parents[3] / "shared" / "discord-api-spec" / "openapi.json"
REQUESTS = "https://discord.com/api/v10/requests.json"
RESPONSES = "https://discord.com/api/v10/responses.json"


class Contract:
    """Discord's description of its API; ids in requests may be numbers, which Discord accepts."""

    def __init__(self, document: Json) -> None:
        self._document = _loosened(document)
        # The file has integers here; Discord answers words such as BASE_TYPE_MAX_LENGTH.
        self._document["components"]["schemas"]["Error"]["properties"]["code"] = {"type": ["integer", "string"]}
        contents = {REQUESTS: _with_number_ids(self._document), RESPONSES: self._document}
        self._registry: Registry[Any] = Registry().with_resources(
            (uri, DRAFT202012.create_resource(each)) for uri, each in contents.items()
        )

    def request_problems(self, method: str, template: str, body: Json) -> list[str]:
        """What is wrong with a request body; operations the file does not know are not checked."""
        operation = self._operation(method, template)
        if "requestBody" not in operation or body is None:
            return []
        where = _pointer("paths", template, method.lower(), "requestBody", "content", "application/json")
        return self._problems(f"{REQUESTS}#{where}/schema", body, f"{method} {template} request")

    def response_problems(self, method: str, template: str, status: int, body: Json) -> list[str]:
        """What is wrong with a response, its status included."""
        responses = self._operation(method, template).get("responses", {})
        name = f"{method} {template} response {status}"
        if status >= 400:
            kind = "RatelimitedResponse" if status == 429 else "ErrorResponse"
            return self.named_problems(kind, body) if "4XX" in responses else []
        if str(status) not in responses:
            return [f"{name}: this status is not described"] if responses else []
        if "content" not in responses[str(status)]:
            return [] if body is None else [f"{name}: a body where none belongs"]
        where = _pointer("paths", template, method.lower(), "responses", str(status), "content")
        return self._problems(f"{RESPONSES}#{where}/application~1json/schema", body, name)

    def named_problems(self, schema: str, body: Json) -> list[str]:
        """What is wrong with an object of the given schema name, such as `GuildMemberResponse`."""
        return self._problems(f"{RESPONSES}#{_pointer('components', 'schemas', schema)}", body, schema)

    def _problems(self, reference: str, body: Json, name: str) -> list[str]:
        errors = [_cause(error) for error in self._validator(reference).iter_errors(body)]
        return [f"{name}: {error.json_path}: {error.message[:300]}" for error in errors]

    def _operation(self, method: str, template: str) -> dict[str, Any]:
        operation: dict[str, Any] = self._document["paths"].get(template, {}).get(method.lower(), {})
        return operation

    @functools.cache  # noqa: B019 - one contract lives as long as the process
    def _validator(self, reference: str) -> Any:
        return jsonschema.Draft202012Validator({"$ref": reference}, registry=self._registry)


@functools.cache
def load() -> Contract | None:
    """The contract, or None where the file is absent: then bodies go unchecked and all else works."""
    return Contract(json.loads(DOCUMENT.read_text())) if DOCUMENT.exists() else None


def _cause(error: Any) -> Any:
    """The innermost error; among alternatives that of the one which has the value's kind."""
    while error.context:
        branches: dict[int, list[Any]] = {}
        for each in error.context:
            branches.setdefault(each.schema_path[0], []).append(each)
        likely = min(branches.values(), key=lambda found: (any(map(_of_another_kind, found)), len(found)))
        error = likely[0]
    return error


def _of_another_kind(error: Any) -> bool:
    path = list(error.relative_path)
    return path == ["type"] or (not path and error.validator == "type")


def _pointer(*parts: str) -> str:
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def _loosened(node: Json) -> Json:
    """The file says oneOf where several of its alternatives may hold at once."""
    if isinstance(node, dict):
        return {("anyOf" if key == "oneOf" else key): _loosened(value) for key, value in node.items()}
    return [_loosened(each) for each in node] if isinstance(node, list) else node


def _with_number_ids(document: Json) -> Json:
    components = document["components"]
    schemas = components["schemas"]
    either = {"anyOf": [schemas["SnowflakeType"], {"type": "integer", "minimum": 0}]}
    return document | {"components": components | {"schemas": schemas | {"SnowflakeType": either}}}
