"""Someone else's system: a plain LangChain retrieval chain, and how it is put under test."""

from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda
from langchain_core.vectorstores import InMemoryVectorStore

from qa.evaluation.cases import Case


def make_system(reviews, embeddings):
    store = InMemoryVectorStore(embeddings)
    for review in reviews:
        about = {"review": review.id, "item": review.item_id}
        store.add_documents(
            [Document(part, metadata=about) for part in review.text.split("\n") if part.strip()]
        )

    def retrieve(asked):
        return store.similarity_search(
            asked["question"], k=3, filter=lambda found: found.metadata["item"] == asked["item"]
        )

    chain = RunnableLambda(retrieve) | (lambda found: {"answer": found[0].page_content, "context": found})

    def ask(case: Case):
        said = chain.invoke({"question": case.question, "item": case.scope.item_id})
        quotes = [{"quote": d.page_content, "review_id": d.metadata["review"]} for d in said["context"]]
        return {"text": said["answer"], "answered": True, "citations": quotes, "retrieved": quotes}

    return ask
