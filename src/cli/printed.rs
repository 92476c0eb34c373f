//! `tandem printed`: figures a paper prints, recomputed from what it prints beside them.

use super::{Out, write_json};
use crate::report::words::minus;
use crate::statistics::grim::{GrimVerdict, grim};
use crate::statistics::printed::{
    Claim, Part, Printed, PrintedDifference, PrintedGroup, PrintedP, PrintedPairs, Recomputed,
    Verdict, check_chi_square, check_fisher, check_p_of_chi_square, check_p_of_t, check_paired,
    check_paired_from_correlation, check_student, check_welch, degrees_of_freedom,
};
use crate::statistics::{Test, Undefined};
use anyhow::{Result, anyhow, bail};
use clap::{Args, Subcommand};
use serde_json::json;
use std::process::ExitCode;

#[derive(Args)]
pub struct PrintedFigure {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Student's t from two groups: n, mean and standard deviation of each
    Student(Groups),
    /// Welch's t from two groups: n, mean and standard deviation of each
    Welch(Groups),
    /// A paired t from the differences, or from both times and their correlation
    Paired(Pairs),
    /// Chi-square from a table of counts, groups in rows
    ChiSquare(Table),
    /// Fisher's exact test from a table of two by two counts, groups in rows
    Fisher(Table),
    /// A printed p against the statistic and the degrees of freedom beside it
    P(Statistic),
    /// Whether a mean of whole numbers can come of so many people
    Grim(Mean),
}

/// What the paper prints of the test.
#[derive(Args)]
struct Claimed {
    /// t or chi-square as printed
    #[arg(long, allow_hyphen_values = true)]
    statistic: Option<Printed>,
    /// Degrees of freedom as printed
    #[arg(long)]
    df: Option<Printed>,
    /// p as printed: .03, or "< .001"
    #[arg(long)]
    p: Option<PrintedP>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Claimed {
    fn claim(&self) -> Claim {
        Claim {
            statistic: self.statistic,
            df: self.df,
            p: self.p,
        }
    }
}

#[derive(Args)]
struct Groups {
    /// n, mean and standard deviation of the first group, as printed: 12,52.0,9.3
    #[arg(long, value_name = "N,MEAN,SD", allow_hyphen_values = true)]
    first: String,
    /// The same of the second
    #[arg(long, value_name = "N,MEAN,SD", allow_hyphen_values = true)]
    second: String,
    #[command(flatten)]
    claimed: Claimed,
}

#[derive(Args)]
struct Pairs {
    /// Number of pairs
    #[arg(long)]
    n: usize,
    /// Mean and standard deviation of the differences, as printed
    #[arg(long, value_name = "MEAN,SD", allow_hyphen_values = true, conflicts_with_all = ["before", "after", "r"])]
    differences: Option<String>,
    /// Mean and standard deviation before
    #[arg(long, value_name = "MEAN,SD", allow_hyphen_values = true, requires_all = ["after", "r"])]
    before: Option<String>,
    /// Mean and standard deviation after
    #[arg(long, value_name = "MEAN,SD", allow_hyphen_values = true)]
    after: Option<String>,
    /// Correlation of the two
    #[arg(long, allow_hyphen_values = true)]
    r: Option<Printed>,
    #[command(flatten)]
    claimed: Claimed,
}

#[derive(Args)]
struct Table {
    /// Counts of a group: 8,2; once for each group
    #[arg(long = "row", value_name = "N,N", required = true)]
    rows: Vec<String>,
    #[command(flatten)]
    claimed: Claimed,
}

#[derive(Args)]
struct Statistic {
    /// Which test: student, welch, paired or chi-square
    #[arg(long, value_parser = ["student", "welch", "paired", "chi-square"])]
    test: String,
    /// People in each group, or pairs: then the degrees of freedom are checked, too
    #[arg(long, value_delimiter = ',', value_name = "N,N")]
    n: Vec<usize>,
    #[command(flatten)]
    claimed: Claimed,
}

#[derive(Args)]
struct Mean {
    /// The mean as printed
    #[arg(long, allow_hyphen_values = true)]
    mean: Printed,
    /// Number of people
    #[arg(long)]
    n: u64,
    /// Items each person answered, each a whole number
    #[arg(long, default_value_t = 1)]
    items: u64,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl PrintedFigure {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        match self.what {
            What::Student(of) => {
                let found =
                    check_student(group(&of.first)?, group(&of.second)?, &of.claimed.claim());
                tell(found, &of.claimed, out)
            }
            What::Welch(of) => {
                let found = check_welch(group(&of.first)?, group(&of.second)?, &of.claimed.claim());
                tell(found, &of.claimed, out)
            }
            What::Paired(of) => tell(paired(&of)?, &of.claimed, out),
            What::ChiSquare(of) => tell(
                check_chi_square(&table(&of.rows)?, &of.claimed.claim()),
                &of.claimed,
                out,
            ),
            What::Fisher(of) => {
                let rows = table(&of.rows)?;
                let counts: Vec<u64> = rows.concat();
                let [a, b, c, d] = counts[..] else {
                    bail!("Fisher's test here takes two rows of two counts: --row 8,2 --row 1,5");
                };
                tell(
                    check_fisher([[a, b], [c, d]], &of.claimed.claim()),
                    &of.claimed,
                    out,
                )
            }
            What::P(of) => p_of(&of, out),
            What::Grim(of) => can_be(&of, out),
        }
    }
}

fn numbers<const N: usize>(typed: &str) -> Result<[Printed; N]> {
    let parts: Result<Vec<Printed>, _> = typed.split(',').map(|part| part.trim().parse()).collect();
    let parts = parts.map_err(|why| anyhow!("{typed}: {why}"))?;
    let found = parts.len();
    parts
        .try_into()
        .map_err(|_| anyhow!("{typed}: {N} numbers with commas between are wanted, not {found}"))
}

fn group(typed: &str) -> Result<PrintedGroup> {
    let (n, rest) = typed.split_once(',').unwrap_or((typed, ""));
    let n = n.trim().parse();
    let n = n.map_err(|_| anyhow!("{typed}: begin with the number of people: 12,52.0,9.3"))?;
    let [mean, sd] = numbers(rest)?;
    Ok(PrintedGroup { n, mean, sd })
}

fn paired(of: &Pairs) -> Result<Result<Recomputed, Undefined>> {
    let claim = of.claimed.claim();
    if let Some(differences) = &of.differences {
        let [mean, sd] = numbers(differences)?;
        return Ok(check_paired(
            PrintedDifference { n: of.n, mean, sd },
            &claim,
        ));
    }
    let (Some(before), Some(after), Some(r)) = (&of.before, &of.after, of.r) else {
        bail!(
            "a paired t needs --differences MEAN,SD, or --before, --after and --r: means and \
             standard deviations of both times do not tell how the same people changed"
        );
    };
    let ([m1, s1], [m2, s2]) = (numbers(before)?, numbers(after)?);
    // A change is after less before, as in tests of a study.
    let pairs = PrintedPairs {
        n: of.n,
        means: [m2, m1],
        sds: [s2, s1],
        r,
    };
    Ok(check_paired_from_correlation(pairs, &claim))
}

fn table(rows: &[String]) -> Result<Vec<Vec<u64>>> {
    let row = |row: &String| {
        let cells = row.split(',').map(|cell| cell.trim().parse());
        let cells: Result<Vec<u64>, _> = cells.collect();
        cells.map_err(|_| anyhow!("{row}: counts with commas between are wanted, like 8,2"))
    };
    rows.iter().map(row).collect()
}

fn p_of(of: &Statistic, out: Out) -> Result<ExitCode> {
    let (Some(statistic), Some(df), Some(p)) = (of.claimed.statistic, of.claimed.df, of.claimed.p)
    else {
        bail!("--statistic, --df and --p are all wanted: one is checked by the others");
    };
    let test = match of.test.as_str() {
        "student" => Test::Student,
        "welch" => Test::Welch,
        "paired" => Test::Paired,
        _ => return tell(check_p_of_chi_square(statistic, df, p), &of.claimed, out),
    };
    if !of.n.is_empty() && !of.claimed.json {
        let verdict = degrees_of_freedom(test, &of.n, df);
        let n: Vec<String> = of.n.iter().map(ToString::to_string).collect();
        writeln!(
            out,
            "df {df} with n = {}: {}",
            n.join(" and "),
            words(&verdict)
        )?;
    }
    tell(check_p_of_t(test, statistic, df, p), &of.claimed, out)
}

fn can_be(of: &Mean, out: Out) -> Result<ExitCode> {
    let found = grim(of.mean, of.n, of.items).map_err(|why| anyhow!("{why}"))?;
    if of.json {
        write_json(out, &json!(found))?;
        return Ok(ExitCode::SUCCESS);
    }
    let values = found.values;
    let said = match found.verdict {
        GrimVerdict::Possible { total } => format!("possible: {total}/{values}"),
        GrimVerdict::Impossible => {
            format!(
                "no {values} whole numbers have this mean, with n = {}",
                of.n
            )
        }
        GrimVerdict::CannotBeTested => {
            "cannot be tested: of so many values every mean of these decimals is possible"
                .to_owned()
        }
    };
    writeln!(out, "mean {}: {said}", of.mean)?;
    writeln!(out, "{}", found.assumptions())?;
    Ok(ExitCode::SUCCESS)
}

fn tell(found: Result<Recomputed, Undefined>, claimed: &Claimed, out: Out) -> Result<ExitCode> {
    let found = found.map_err(|why| anyhow!("nothing can be recomputed: {why}"))?;
    if claimed.json {
        write_json(
            out,
            &json!({ "recomputed": found, "printed": claimed.claim() }),
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = match found.test {
        Test::ChiSquare => "chi-square",
        _ => "t",
    };
    let printed = [
        claimed.statistic.map(|p| p.to_string()),
        claimed.df.map(|p| p.to_string()),
        claimed.p.map(|p| p.to_string()),
    ];
    let parts = [
        (name, found.statistic),
        ("df", found.df),
        ("p", Some(found.p)),
    ];
    for ((name, part), printed) in parts.into_iter().zip(printed) {
        if let Some(part) = part {
            writeln!(out, "{}", line(name, &part, printed.as_deref()))?;
        }
    }
    if let Some(note) = found.note() {
        writeln!(out, "{note}")?;
    }
    writeln!(out, "{}\n{}", found.conventions(), found.assumptions())?;
    Ok(ExitCode::SUCCESS)
}

fn line(name: &str, part: &Part, printed: Option<&str>) -> String {
    let decimals = if name == "df" { 2 } else { 4 };
    let figure = |value: f64| minus(&format!("{value:.decimals$}"));
    let (low, high) = (figure(part.range.low), figure(part.range.high));
    let range = match low == high {
        true => String::new(),
        false => format!(" (by rounding {low} to {high})"),
    };
    let beside = match (printed, &part.verdict) {
        (Some(printed), Some(verdict)) => format!("; printed {printed}: {}", words(verdict)),
        _ => String::new(),
    };
    format!("{name} {}{range}{beside}", figure(part.value))
}

fn words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Consistent => "consistent".to_owned(),
        Verdict::NotConsistent => "not consistent".to_owned(),
        Verdict::CannotBeTested(why) => format!("cannot be tested: {why}"),
    }
}
