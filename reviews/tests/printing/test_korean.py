import pytest

from reviews.printing.korean import with_whole_words


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>검토 방법</p>", "<p>{검토} {방법}</p>"),
        ("<p>위험을 정합니다.</p>", "<p>{위험을} {정합니다.}</p>"),
        ("<p>질문 43개, 답변율 100%</p>", "<p>{질문} {43개,} {답변율} 100%</p>"),
        ("<p>of &quot;셀 단위&quot; cells</p>", "<p>of &quot;셀 {단위&quot;} cells</p>"),
        ("<p>수 A 24</p>", "<p>수 A 24</p>"),
        ("<p title='검토 방법'>No Hangul</p>", "<p title='검토 방법'>No Hangul</p>"),
        ("<svg><title>점수 범위</title><text>현재</text></svg>", None),
        ("<title>보고서 제목</title><style>/* 설명 */</style>", None),
        ("<pre>코드 그대로</pre>", None),
        ('<a href="#7">전체 <b>답변</b></a>', None),
        (f"<p>{'가' * 40}</p>", None),
    ],
)
def test_words_are_kept_whole_and_nothing_else(page, expected):
    marked = (expected or page).replace("{", '<span class="whole">').replace("}", "</span>")
    assert with_whole_words(page) == marked
