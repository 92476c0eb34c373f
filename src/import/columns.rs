//! Tables in which a row is a turn: which column says who speaks, when, and what.

use super::draft::Mark;
use super::labels::{COLONS, Candidate, Style, clean};
use super::lines::{Line, is_space};
use super::names::{Look, look};
use super::speakers::key;
use super::timecode::stamp;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What a row of a transcript says.
#[derive(Debug)]
pub(super) struct Row {
    /// Who, and where in the line the talk begins; `None` for the row of titles and where the cell is
    /// empty.
    pub label: Option<Candidate>,
    /// Bytes of what belongs to the turn: the talk, and the cells before it if the label is one.
    pub turn: Range<usize>,
    /// Whether nobody says it: titles, and rows without a name in a table that names nearly all.
    pub nobody: bool,
}

/// The rows of transcripts among the lines, by number of line.
pub(super) fn rows(lines: &[Line]) -> BTreeMap<usize, Row> {
    let mut all = BTreeMap::new();
    for table in tables(lines) {
        if let Some(columns) = Columns::of(&table, lines) {
            all.extend(columns.rows(&table, lines));
        }
    }
    all
}

/// Cells as ranges of bytes, white space around them left out.
type Cells = Vec<Range<usize>>;
type Table = Vec<(usize, Cells)>;

/// Words at the head of a column, in lower case.
const SPEAKER: &[&str] = &[
    "speaker",
    "speakers",
    "name",
    "who",
    "person",
    "participant",
    "role",
    "sprecher",
    "sprecherin",
    "locuteur",
    "hablante",
    "說話者",
    "说话者",
    "發言者",
    "发言者",
    "講者",
    "讲者",
    "發言人",
    "发言人",
    "話者",
    "화자",
];
const TEXT: &[&str] = &[
    "text",
    "talk",
    "transcript",
    "transcription",
    "utterance",
    "content",
    "speech",
    "words",
    "message",
    "turn",
    "dialogue",
    "response",
    "what was said",
    "内容",
    "內容",
    "逐字稿",
    "文字",
    "発話",
    "내용",
];

fn tables(lines: &[Line]) -> Vec<Table> {
    let mut all: Vec<Table> = Vec::new();
    let mut open = false;
    for (n, line) in lines.iter().enumerate() {
        let cells = match line.mark {
            Some(Mark::Row) => apart(line.text, '\t'),
            Some(Mark::Within) => continue,
            _ => piped(line.text),
        };
        match (cells, all.last_mut()) {
            (Some(cells), Some(table)) if open => table.push((n, cells)),
            (Some(cells), _) => all.push(vec![(n, cells)]),
            // A line of dashes below the titles.
            (None, _) if open && ruled(line.text) => continue,
            (None, _) => {
                open = false;
                continue;
            }
        }
        open = true;
    }
    all.extend(tabbed(lines).filter(|_| all.is_empty()));
    all
}

/// A text whose lines are mostly of as many cells, three or more, apart by tabs.
fn tabbed(lines: &[Line]) -> Option<Table> {
    let said = || lines.iter().enumerate().filter(|(_, l)| !l.blank());
    let cells = |(n, l): (usize, &Line)| Some((n, apart(l.text, '\t')?));
    let rows: Table = said()
        .filter_map(cells)
        .filter(|(_, c)| c.len() > 2)
        .collect();
    let mut widths: HashMap<usize, usize> = HashMap::new();
    for (_, cells) in &rows {
        *widths.entry(cells.len()).or_default() += 1;
    }
    let usual = widths.values().max().copied().unwrap_or(0);
    (usual * 10 > said().count() * 6).then_some(rows)
}

fn apart(line: &str, by: char) -> Option<Cells> {
    let mut at = 0;
    let cells = line.split(by).map(|cell| {
        let lead = cell.len() - cell.trim_start_matches(is_space).len();
        let start = at + lead;
        let end = start + cell.trim_matches(is_space).len();
        at += cell.len() + by.len_utf8();
        start..end.max(start)
    });
    let cells: Cells = cells.collect();
    (cells.len() > 1).then_some(cells)
}

/// A row of a markdown table.
fn piped(line: &str) -> Option<Cells> {
    let trimmed = line.trim();
    let inside = trimmed.strip_prefix('|')?.strip_suffix('|')?;
    let offset = line.len() - line.trim_start().len() + 1;
    let cells = apart(inside, '|')?.into_iter();
    let cells: Cells = cells.map(|c| c.start + offset..c.end + offset).collect();
    (!ruled(line)).then_some(cells)
}

fn ruled(line: &str) -> bool {
    line.contains('-')
        && line
            .trim()
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+' | '='))
}

/// Which column is what.
struct Columns {
    speaker: usize,
    text: usize,
    time: Option<usize>,
    /// Number of the line of titles.
    titles: Option<usize>,
}

impl Columns {
    fn of(table: &Table, lines: &[Line]) -> Option<Columns> {
        let width = table.iter().map(|(_, cells)| cells.len()).max()?;
        let cell = |row: &(usize, Cells), column: usize| {
            let range = row.1.get(column).cloned();
            range.map_or("", |range| &lines[row.0].text[range])
        };
        let (first, rest) = table.split_first()?;
        let title = |words: &[&str]| {
            (0..width).find(|c| words.contains(&cell(first, *c).to_lowercase().as_str()))
        };
        let said = |words: &[&str]| title(words).filter(|_| !rest.is_empty());
        let named = said(SPEAKER).zip(said(TEXT));
        let column = |c: usize| -> Vec<&str> {
            let from = if named.is_some() { rest } else { table };
            let cells = from.iter().map(|row| cell(row, c));
            cells.filter(|cell| !cell.is_empty()).collect()
        };
        let speaks = |c: &usize| is_speakers(&column(*c), named.is_some());
        let (speaker, text) = match named {
            Some((speaker, text)) if speaks(&speaker) => (speaker, text),
            _ => {
                // A table of who took part stands in a text of other lines.
                let lines = lines
                    .iter()
                    .filter(|l| !l.blank() && l.mark != Some(Mark::Within));
                (table.len() * 2 >= lines.count()).then_some(())?;
                let speaker = (0..width).find(speaks)?;
                let others = (0..width).filter(|c| *c != speaker);
                let length = |c: &usize| column(*c).iter().map(|t| t.len()).sum::<usize>();
                let text = others.max_by_key(length)?;
                reads_as_talk(&column(text)).then_some((speaker, text))?
            }
        };
        let times = |c: &usize| {
            let cells = column(*c);
            let times = cells.iter().filter(|t| whole_time(t).is_some()).count();
            *c != text && times > 0 && times * 10 >= cells.len() * 6
        };
        let time = (0..width).find(times);
        let timeless = time.is_some_and(|t| whole_time(cell(first, t)).is_none());
        let title = cell(first, speaker);
        let alone = rest.iter().all(|row| key(cell(row, speaker)) != key(title));
        let titled = named.is_some() || timeless && alone;
        Some(Columns {
            speaker,
            text,
            time,
            titles: titled.then_some(first.0),
        })
    }

    /// Rows without a name are nobody's where more than two thirds have one.
    fn rows(&self, table: &Table, lines: &[Line]) -> Vec<(usize, Row)> {
        let row = |(n, cells): &(usize, Cells)| (*n, self.row(lines[*n], cells));
        let mut rows: Vec<(usize, Row)> = table.iter().map(row).collect();
        let named = rows.iter().filter(|(_, row)| row.label.is_some()).count();
        let nearly_all = named * 3 > rows.len() * 2;
        for (n, row) in &mut rows {
            if self.titles == Some(*n) {
                (row.label, row.turn) = (None, 0..lines[*n].text.len());
            }
            row.nobody = row.label.is_none() && (nearly_all || self.titles == Some(*n));
        }
        rows
    }

    fn row(&self, line: Line, cells: &Cells) -> Row {
        let get = |column: usize| cells.get(column).cloned().unwrap_or(0..0);
        let (name, talk) = (get(self.speaker), get(self.text));
        let before = self.speaker < self.text;
        let start = if before { 0 } else { talk.start };
        // What stands in the last column may hold the separator itself.
        let last = self.text + 1 >= cells.len() && line.mark == Some(Mark::Row);
        let end = if last { line.text.len() } else { talk.end };
        let label = clean(line.text[name].trim_end_matches(COLONS), false);
        let time = self.time.and_then(|t| whole_time(&line.text[get(t)]));
        let label = Some(label)
            .filter(|l| !l.is_empty())
            .map(|label| Candidate {
                label: label.to_owned(),
                look: look(label).unwrap_or(Look::Odd),
                style: Style::Plain,
                talk: talk.start,
                alone: talk.is_empty(),
                talks: true,
                time_ms: time,
            });
        Row {
            label,
            turn: start..end.max(start),
            nobody: false,
        }
    }
}

/// Whether the cells of a column say who speaks: names, which come back.
fn is_speakers(cells: &[&str], titled: bool) -> bool {
    let label = |cell: &&&str| {
        let label = clean(cell.trim_end_matches(COLONS), false);
        look(label).is_some_and(|l| titled || l > Look::Odd)
    };
    let labels = cells.iter().filter(label).count();
    let mut people: Vec<String> = cells.iter().map(|cell| key(cell)).collect();
    people.sort();
    people.dedup();
    let recur = people.len() >= 2 && people.len() * 3 <= cells.len() * 2;
    !cells.is_empty() && labels * 10 >= cells.len() * 8 && (titled || recur)
}

/// Whether the cells of a column are talk: sentences, mostly.
fn reads_as_talk(cells: &[&str]) -> bool {
    let stops = [
        '.', '?', '!', '…', '。', '？', '！', '"', '”', '」', '-', '–', ',',
    ];
    let talk = |cell: &&&str| cell.ends_with(stops) || cell.split_whitespace().count() > 4;
    cells.iter().filter(talk).count() * 2 >= cells.len()
}

fn whole_time(cell: &str) -> Option<u32> {
    let time = stamp(cell).filter(|t| t.bytes == cell.len())?;
    Some(time.ms)
}
