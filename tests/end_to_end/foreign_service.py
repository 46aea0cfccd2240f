"""Someone else's system: an HTTP service whose fields have other names, and how it is put under test."""

import httpx

from qa.evaluation.cases import Case


def make_system(address):
    client = httpx.Client(base_url=address)

    def ask(case: Case):
        reply = client.post("/query", json={"q": case.question, "product": case.scope.item_id}).json()
        return {
            "text": reply["message"],
            "answered": reply["status"] == "found",
            "citations": [
                {"quote": s["snippet"], "review_id": s["doc"], "start": s["from"], "end": s["to"]}
                for s in reply["sources"]
            ],
        }

    return ask
