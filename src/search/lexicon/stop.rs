//! Words that say little by themselves, by language: the lists of NLTK, of Stopwords ISO where NLTK
//! has none, and one of our own for Chinese.

use crate::search::fold::folded;
use rustc_hash::FxHashSet;

/// The stop words of a language, in plain form.
#[derive(Default)]
pub(super) struct StopWords(FxHashSet<String>);

impl StopWords {
    /// The list for a language tag such as `en` or `zh-Hant`; empty where there is none.
    pub fn of(tag: &str) -> StopWords {
        let language = tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase();
        let listed: Vec<&str> = match language.as_str() {
            "zh" | "yue" | "cmn" => CHINESE.split_whitespace().collect(),
            "nb" | "nn" => of_library("no"),
            other => of_library(other),
        };
        StopWords(listed.into_iter().map(folded).collect())
    }

    /// Whether it has a word in plain form. What an apostrophe joins is a stop word where all its
    /// parts are: the lists have “that” and “s”, and not every “that's”.
    pub fn has(&self, plain: &str) -> bool {
        let part = |part: &str| part.is_empty() || self.0.contains(part);
        self.0.contains(plain) || plain.contains('\'') && plain.split('\'').all(part)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn of_library(language: &str) -> Vec<&'static str> {
    stop_words::lookup(language).unwrap_or_default().to_vec()
}

/// Pronouns, particles, measure words, auxiliaries, prepositions and conjunctions, in traditional and
/// simplified characters and in Cantonese. NLTK's list is of simplified characters alone and leaves out
/// what people speak of in interviews: help, difficult, strong, safe.
const CHINESE: &str = "
    我 你 您 他 她 它 佢 咱 俺 我們 我们 你們 你们 他們 他们 她們 她们 它們 它们 咱們 咱们 我哋 你哋 佢哋 哋
    自己 人哋 人家 大家 這 这 那 哪 此 其 之 該 该 本 這個 这个 那個 那个 這些 这些 那些 這樣 这样 那樣 那样
    這裡 这里 這裏 那裡 那里 那裏 這邊 这边 那邊 那边 這麼 这么 那麼 那么 這兒 这儿 那兒 那儿 呢 呢個 呢啲 嗰
    嗰個 嗰啲 嗰度 呢度 呢樣 嗰樣 咁 咁樣 誰 谁 什麼 什么 甚麼 怎麼 怎么 怎樣 怎样 怎麼樣 怎么样 為什麼
    为什么 哪個 哪个 哪些 哪裡 哪里 哪裏 幾 几 多少 邊 邊個 邊度 乜 乜嘢 咩 咩嘢 點 點樣 點解 幾多
    的 地 得 了 著 着 過 过 吧 嗎 吗 啊 呀 哦 喔 嗯 唉 哎 哈 嘛 啦 喇 囉 咯 囖 喎 㗎 嘅 咗 緊 晒 埋 啲 咧 噃 吖 嘞 咋
    是 係 系 有 冇 沒 没 沒有 没有 不 唔 不是 唔係 不會 不会 未 無 无 別 别 會 会 能 可以 可能 應該 应该 要
    在 喺 到 從 从 由 向 往 對 对 對於 对于 關於 关于 跟 同 和 與 与 及 以及 或 或者 定 把 將 将 被 畀 俾 給 给 讓 让 用
    以 於 于 為 为 為了 为了 因為 因为 所以 因此 但 但是 不過 不过 可是 而 而且 而家 如果 要是 雖然 虽然 然後 然后
    還 还 還是 还是 還有 还有 就 就是 就係 都 也 亦 又 再 才 先 只 只是 淨 仲 仲有 已 已經 已经 很 太 最 更 比 較 较
    個 个 隻 只 條 条 張 张 次 些 一個 一个 一些 一種 一种 有個 有个 有些 有啲 種 种 等 等等 們 们 樣 样 似 好似 好像 像
    上 下 來說 来说 時 时 時候 时候 之後 之后 之前 以前 以後 以后 裡 里 裏 中 內 内 外 度
    即 即係 其實 其实 那樣的 這樣的 那麼多 咁多 又或者 或 並 并 並且 并且
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_finds_the_list_of_its_language() {
        for (tag, word) in [
            ("en", "the"),
            ("en-GB", "couldn't"),
            ("EN", "that's"),
            ("zh", "佢"),
            ("yue-Hant", "喺"),
            ("zh-Hans", "他们"),
            ("ja", "これ"),
            ("th", "และ"),
            ("de", "uber"),
            ("fr", "c'est"),
            ("nb", "ikke"),
        ] {
            assert!(StopWords::of(tag).has(word), "{tag}: {word}");
        }
        assert!(StopWords::of("tlh").is_empty() && StopWords::of("").is_empty());
        assert!(!StopWords::of("zh").is_empty());
    }

    /// What people speak of in interviews is no stop word, nor what only begins like one.
    #[test]
    fn what_says_something_is_left() {
        for (tag, word) in [
            ("en", "help"),
            ("en", "work"),
            ("en", "home"),
            ("en", "worker's"),
            ("en", "let's"),
            ("zh", "帮助"),
            ("zh", "困難"),
            ("zh", "希望"),
            ("zh", "社區"),
        ] {
            assert!(!StopWords::of(tag).has(word), "{tag}: {word}");
        }
    }
}
