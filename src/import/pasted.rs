//! Cells pasted from a spreadsheet: lines whose cells stand apart by tabs.

/// The cells of a pasted block, line by line; empty lines are rows, too, but for those at its end.
pub fn pasted(text: &str) -> Vec<Vec<String>> {
    // Terminals hand line ends on as they like.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut rows = vec![Vec::new()];
    let mut rest = text.trim_end_matches('\n');
    loop {
        let (cell, after) = quoted(rest).unwrap_or_else(|| {
            let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        });
        if let Some(row) = rows.last_mut() {
            row.push(cell.trim().to_owned());
        }
        let Some(apart) = after.chars().next() else {
            return rows;
        };
        if apart == '\n' {
            rows.push(Vec::new());
        }
        rest = &after[apart.len_utf8()..];
    }
}

/// A cell in quotation marks and what follows it. Spreadsheets put them where a cell holds a tab, a
/// line end or quotation marks, which are doubled then; all others are part of the text.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut from = 0;
    let end = loop {
        let mark = from + inside[from..].find('"')?;
        match inside[mark + 1..].starts_with('"') {
            true => from = mark + 2,
            false => break mark,
        }
    };
    let (cell, after) = (&inside[..end], &inside[end + 1..]);
    let ends = after.is_empty() || after.starts_with(['\t', '\n']);
    let needed = cell.contains(['\t', '\n', '"']);
    let one_line = |cell: &str| cell.replace("\"\"", "\"").replace(['\t', '\n'], " ");
    (ends && needed).then(|| (one_line(cell), after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_block_keeps_its_places() {
        let text = "P01\t41\t\r\nP02\t\t\"two\nlines\"\r\n\r\nP03\t\"said\"\t\"a \"\"b\"\"\"\n\n";
        let want: [&[&str]; 4] = [
            &["P01", "41", ""],
            &["P02", "", "two lines"],
            &[""],
            &["P03", "\"said\"", "a \"b\""],
        ];
        assert_eq!(pasted(text), want);
        assert_eq!(pasted("12, 5; 7"), [["12, 5; 7"]]);
        assert_eq!(pasted("\"open"), [["\"open"]]);
        assert_eq!(pasted("one\rtwo"), [["one"], ["two"]]);
    }

    proptest! {
        #[test]
        fn cells_without_signs_come_as_they_were(
            rows in prop::collection::vec(prop::collection::vec("[a-z 早,;]{0,5}x", 1..4), 1..5),
        ) {
            let lines: Vec<String> = rows.iter().map(|r| r.join("\t")).collect();
            let trimmed = |r: &Vec<String>| r.iter().map(|c| c.trim().to_owned()).collect::<Vec<_>>();
            let want: Vec<Vec<String>> = rows.iter().map(trimmed).collect();
            prop_assert_eq!(pasted(&lines.join("\r")), want);
        }
    }
}
