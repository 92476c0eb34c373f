//! Text in SVG files: the fonts, and what no document may hold left out.

use super::allowed::allowed;
use svg::node::element::Text;

/// The reader's own interface font, then fonts that have Chinese, Japanese, Korean and Thai.
pub(super) const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', \
    'DejaVu Sans', Arial, 'PingFang HK', 'PingFang TC', 'Noto Sans HK', 'Noto Sans TC', \
    'Noto Sans CJK HK', 'Noto Sans CJK TC', 'Microsoft JhengHei', 'Hiragino Sans', 'Noto Sans JP', \
    'Noto Sans CJK JP', 'Yu Gothic', 'Apple SD Gothic Neo', 'Noto Sans KR', 'Malgun Gothic', \
    'Noto Sans Thai', 'WenQuanYi Zen Hei', sans-serif";

/// A text element; the crate escapes what XML gives a meaning.
pub(super) fn text(words: &str) -> Text {
    Text::new(&*allowed(words))
}
