//! Queries on the command line: one that begins with `-` is a query, and no option.

use std::ffi::OsString;

/// The subcommands whose arguments are a study and a query.
const ASKED: [&str; 2] = ["search", "words"];

/// The arguments as they are to be read: no option but `-h` has one dash alone, so whatever else
/// begins with one dash is what a query leaves out. A space before it says so.
pub(super) fn with_queries(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.collect();
    let asks = arguments.get(1).and_then(|word| word.to_str());
    if !asks.is_some_and(|word| ASKED.contains(&word)) {
        return arguments;
    }
    for argument in arguments.iter_mut().skip(2).take_while(|a| *a != "--") {
        let leaves_out = argument.to_str().is_some_and(|text| {
            text.starts_with('-') && !text.starts_with("--") && !["-", "-h"].contains(&text)
        });
        if leaves_out {
            let mut spaced = OsString::from(" ");
            spaced.push(&*argument);
            *argument = spaced;
        }
    }
    arguments
}

/// The query that these arguments are.
pub(super) fn joined(arguments: &[String]) -> String {
    let parts: Vec<&str> = arguments.iter().map(|part| part.trim()).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::Arguments;
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn what_a_query_leaves_out_is_no_option_and_options_are() {
        let line = [
            "tandem",
            "search",
            "d",
            "-hope",
            "-\"two words\"",
            "--limit",
            "5",
            "-h",
            "--",
            "-y",
        ];
        let read = with_queries(line.map(OsString::from).into_iter());
        let read: Vec<&str> = read.iter().map(|a| a.to_str().unwrap()).collect();
        let spaced = [
            "tandem",
            "search",
            "d",
            " -hope",
            " -\"two words\"",
            "--limit",
            "5",
            "-h",
            "--",
            "-y",
        ];
        assert_eq!(read, spaced);
        assert_eq!(joined(&[" -hope".into(), "fear".into()]), "-hope fear");
        let other = ["tandem", "open", "-hope"].map(OsString::from);
        assert_eq!(with_queries(other.clone().into_iter()), other);
    }

    /// Else it could not be told from a query.
    #[test]
    fn no_option_of_these_has_one_dash_alone() {
        for word in ASKED {
            let command = Arguments::command();
            let command = command.find_subcommand(word).unwrap();
            for option in command.get_arguments() {
                assert_eq!(option.get_short(), None, "{word} {option:?}");
            }
        }
    }
}
