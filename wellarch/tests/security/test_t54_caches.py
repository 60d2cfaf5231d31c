"""T54: what a page shows is kept by no cache on the way to its reader."""


def is_private(reply):
    said = {part.strip() for part in reply.headers.get("Cache-Control", "").split(",")}
    return {"no-store", "private"} <= said and not {"public", "immutable"} & said


def test_every_answer_is_private(world, cast, unharmed):
    for name, where in world.addresses().items():
        for part in ("viewer", "stranger", "anonymous"):
            for method in ("get", "post"):
                reply = unharmed(cast[part], method, where)
                assert is_private(reply), (name, part, method)


def test_parts_of_pages_are_private_too(world, cast):
    for name in ("question_side", "review_tree", "review_search", "question"):
        reply = cast.owner.get(world.address(name), headers={"HX-Request": "true"})
        assert is_private(reply), name


def test_no_page_says_when_it_changed(world, cast):
    """An ETag or a date would let a cache ask whether its copy still holds."""
    for name in ("workloads", "workload", "question", "report", "milestone"):
        reply = cast.owner.get(world.address(name))
        assert not {"ETag", "Last-Modified", "Expires"} & set(reply.headers), name


def test_what_everybody_may_read_may_be_kept(db, client, static_file):
    reply = client.get(static_file)
    assert reply.status_code == 200
    assert "no-store" not in reply.headers.get("Cache-Control", "")
    reply.close()
