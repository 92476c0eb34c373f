//! Numbers printed at the left of the text: of its lines, or of its turns.

use super::lines::Line;
use super::measures::{NEAR, usual};
use std::collections::{HashMap, HashSet};

/// What numbers printed before lines count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbered {
    Nothing,
    Lines,
    /// What begins on a line: its turns, or its paragraphs.
    Turns,
}

/// The number a line begins with.
struct Number {
    at: usize,
    value: u32,
    left: f32,
    /// Where the text after it begins; nowhere if it stands alone.
    rest: Option<f32>,
}

/// Takes out the numbers of lines or turns that stand to the left of the text; says before which
/// lines they stood. They rise by the same step.
pub(super) fn take_numbers(lines: Vec<Line>) -> (Vec<Line>, Numbered, HashSet<usize>) {
    let mut numbers: Vec<Number> = (0..lines.len())
        .filter_map(|at| number(at, &lines[at]))
        .collect();
    let rests: HashMap<usize, Option<f32>> = numbers.iter().map(|n| (n.at, n.rest)).collect();
    let lefts = lines.iter().enumerate();
    let lefts = lefts.filter_map(|(at, line)| rests.get(&at).copied().unwrap_or(Some(line.left())));
    let margin = usual(lefts.collect());
    numbers.retain(|n| {
        let size = lines[n.at].size;
        let beside = |rest: f32| (-NEAR * size..3.0 * size).contains(&(rest - margin));
        n.left < margin - NEAR * size && n.rest.is_none_or(beside)
    });
    let Some(step) = step(&numbers) else {
        return (lines, Numbered::Nothing, HashSet::new());
    };
    let every = numbers.len() * 20 >= lines.len() * 19;
    let kind = match step > 1 || every {
        true => Numbered::Lines,
        false => Numbered::Turns,
    };
    let numbered: HashSet<usize> = numbers.iter().map(|n| n.at).collect();
    let (mut kept, mut begun, mut waiting) = (Vec::new(), HashSet::new(), false);
    for (at, mut line) in lines.into_iter().enumerate() {
        if numbered.contains(&at) {
            line.without_first_word();
            waiting = true;
        }
        if !line.pieces.is_empty() {
            if std::mem::take(&mut waiting) {
                begun.insert(kept.len());
            }
            kept.push(line);
        }
    }
    (kept, kind, begun)
}

/// By how much most numbers are higher than the one before.
fn step(numbers: &[Number]) -> Option<u32> {
    let mut times: HashMap<u32, usize> = HashMap::new();
    for two in numbers.windows(2) {
        let step = two[1].value.checked_sub(two[0].value);
        if let Some(step) = step.filter(|step| (1..=10).contains(step)) {
            *times.entry(step).or_default() += 1;
        }
    }
    let (step, times) = times.into_iter().max_by_key(|(_, times)| *times)?;
    (numbers.len() >= 5 && times * 10 >= numbers.len() * 7).then_some(step)
}

fn number(at: usize, line: &Line) -> Option<Number> {
    let (first, more) = line.pieces.split_first()?;
    let (word, within) = match first.text.split_once(' ') {
        Some((word, _)) => (word, Some(first.second)),
        None => (first.text.as_str(), None),
    };
    let digits = word.len() <= 5 && word.bytes().all(|b| b.is_ascii_digit());
    Some(Number {
        at,
        value: word.parse().ok().filter(|_| digits)?,
        left: first.left,
        rest: within.or(more.first().map(|piece| piece.left)),
    })
}
