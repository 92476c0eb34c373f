//! The tables of docs/performance.md, between the markers that name their benches and sizes:
//! `<!-- table: leaving import S M L -->` and `<!-- end -->`. Each bench is run on each size by a process
//! of its own, so that the memory of one is not that of another, and one that dies leaves the rest. Their
//! rows stay in a folder: what is not measured again is taken from there.

use crate::meter::ROWS;
use crate::workload::SIZES;
use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/performance.md");
const END: &str = "<!-- end -->";

/// Measures what the page has tables of, on these sizes, all if there are none, and renews the page.
pub fn renew(sizes: &[&str]) -> ExitCode {
    let page = fs::read_to_string(PAGE).expect("the page on performance");
    let mut runs: Vec<Run> = page
        .lines()
        .filter_map(Table::of)
        .flat_map(|t| t.runs())
        .collect();
    runs.retain(|run| sizes.is_empty() || sizes.contains(&run.size));
    let mut failed = false;
    for run in runs {
        failed |= !run.measure();
    }
    fs::write(PAGE, renewed(&page)).expect("room for the page");
    match failed {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}

/// The page with its tables as they are now.
fn renewed(page: &str) -> String {
    let (mut made, mut lines) = (String::new(), page.lines());
    while let Some(line) = lines.next() {
        made += &format!("{line}\n");
        let within = match line {
            "<!-- machine -->" => machine(),
            _ => match Table::of(line) {
                Some(table) => table.text(),
                None => continue,
            },
        };
        lines
            .by_ref()
            .find(|l| *l == END)
            .expect("the end of a table");
        made += &format!("\n{within}\n{END}\n");
    }
    made
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let named = told
        .lines()
        .find_map(|l| l.strip_prefix("model name")?.split_once(':'));
    let processor = named.map_or("an unknown processor", |(_, name)| name.trim());
    format!("Measured on {cores} cores of {processor}.\n")
}

/// A table of the page.
struct Table<'p> {
    benches: Vec<&'p str>,
    sizes: Vec<&'p str>,
}

/// One bench on one size.
struct Run<'p> {
    bench: &'p str,
    size: &'p str,
}

impl<'p> Table<'p> {
    /// The table a line of the page begins.
    fn of(line: &'p str) -> Option<Table<'p>> {
        let words = line
            .strip_prefix("<!-- table: ")?
            .strip_suffix(" -->")?
            .split(' ');
        let (sizes, benches) = words.partition(|w| SIZES.iter().any(|s| s.name == *w));
        Some(Table { benches, sizes })
    }

    fn runs(&self) -> Vec<Run<'p>> {
        let of_size = |size| self.benches.iter().map(move |bench| Run { bench, size });
        self.sizes.iter().flat_map(|size| of_size(size)).collect()
    }

    fn text(&self) -> String {
        let (mut names, mut cells, mut notes) = (Vec::new(), HashMap::new(), String::new());
        for run in self.runs() {
            for line in run.rows().lines() {
                let [name, shown, number] = line.split('\t').collect::<Vec<_>>()[..] else {
                    notes += &format!("\n{line}\n");
                    continue;
                };
                let name = name.to_owned();
                if !names.contains(&name) {
                    names.push(name.clone());
                }
                let number: f64 = number.parse().expect("a number");
                cells.insert((name, run.size), (shown.to_owned(), number));
            }
        }
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let grows = self.sizes.contains(&"S") && self.sizes.contains(&"L");
        let mut head = vec![self.benches.join(", ")];
        head.extend(self.sizes.iter().map(|size| size.to_string()));
        head.extend(grows.then(|| "S → L".to_owned()));
        let mut text = row(head.clone()) + &row(vec!["---".to_owned(); head.len()]);
        for name in names {
            let of = |size| cells.get(&(name.clone(), size));
            let shown = |size: &&'p str| of(size).map_or("–", |(shown, _)| shown).to_owned();
            let growth = || match of("L").zip(of("S")) {
                Some(((_, large), (_, small))) if small.is_normal() => {
                    format!("{:.1}", large / small)
                }
                _ => "–".to_owned(),
            };
            let mut line = vec![name.clone()];
            line.extend(self.sizes.iter().map(shown));
            line.extend(grows.then(growth));
            text += &row(line);
        }
        text + &notes
    }
}

impl Run<'_> {
    fn file(&self) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page");
        fs::create_dir_all(&folder).expect("a folder for rows");
        folder.join(format!("{}-{}", self.bench, self.size))
    }

    /// What it wrote down when it was last run.
    fn rows(&self) -> String {
        fs::read_to_string(self.file()).unwrap_or_default()
    }

    /// Whether it came to its end; if not, its rows end with a line that says so.
    fn measure(&self) -> bool {
        let file = self.file();
        // Not there at first.
        let _ = fs::remove_file(&file);
        let this = std::env::current_exe().expect("this program");
        let mut command = Command::new(this);
        let ended = command
            .args([self.size, self.bench])
            .env(ROWS, &file)
            .status();
        let ended = ended.expect("this program once more");
        if !ended.success() {
            let why = format!(
                "{} on {} ended early ({ended}): – was not measured.",
                self.bench, self.size
            );
            eprintln!("{why}");
            let file = OpenOptions::new().append(true).create(true).open(file);
            writeln!(file.expect("a file for rows"), "{why}").expect("room for a row");
        }
        ended.success()
    }
}
