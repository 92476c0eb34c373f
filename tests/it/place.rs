//! A study in a folder of its own, with user folders of its own, and the program run on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tandem::store::{Opened, Places, RealDisk, Store};

/// The time: milliseconds since 1970.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_millis() as u64
}

/// A folder that holds a study and the user's own folders, and goes when it is dropped.
pub struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    /// Nothing yet.
    pub fn empty() -> Place {
        Place {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// The worked example as a program that knew only format 1 wrote it.
    pub fn format_1() -> Place {
        let place = Place::empty();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/study-1");
        for file in files_below(&from) {
            let to = place.study().join(file.strip_prefix(&from).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(&file, to).unwrap();
        }
        place
    }

    /// A study of ana's with the codebook for open coding and these transcripts of the example.
    pub fn with_sources(names: &[&str]) -> Place {
        let place = Place::empty();
        let codebook = example("codebooks/strengths-model.ron");
        let study = place.study_arg();
        let args = [
            "new",
            &study,
            "--name",
            "Recovery",
            "--coder",
            "ana",
            "--codebook",
            &codebook,
        ];
        place.run(&args);
        if names.is_empty() {
            return place;
        }
        let files: Vec<String> = names
            .iter()
            .map(|n| example(&format!("sample_transcripts/{n}")))
            .collect();
        let mut args = vec!["import", &study, "--coder", "ana"];
        args.extend(files.iter().map(String::as_str));
        place.run(&args);
        place
    }

    /// A path beside the study.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The study's folder.
    pub fn study(&self) -> PathBuf {
        self.path("study")
    }

    /// The study's folder as an argument.
    pub fn study_arg(&self) -> String {
        self.study().to_str().unwrap().to_owned()
    }

    /// The program with the user's folders of this place.
    pub fn tandem(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tandem"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .env("TANDEM_STATE", self.path("state"))
            .env("TANDEM_CACHE", self.path("cache"))
            .env("HOME", self.dir.path())
            .env_remove("NO_COLOR")
            .stdin(Stdio::null());
        command
    }

    /// The program where no file can grow beyond so many blocks, of 512 or 1024 bytes as the shell
    /// has it: a full disk, in so far as writing fails.
    #[cfg(unix)]
    pub fn with_least_room(&self, blocks: u64, args: &[&str]) -> Command {
        let program = self.tandem(args);
        let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &limited])
            .arg(program.get_program())
            .args(program.get_args())
            .current_dir(self.dir.path())
            .stdin(Stdio::null());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => drop(shell.env(name, value)),
                None => drop(shell.env_remove(name)),
            }
        }
        shell
    }

    /// What the program does with these arguments.
    pub fn output(&self, args: &[&str]) -> Output {
        self.tandem(args).output().unwrap()
    }

    /// Runs the program, which must succeed; gives what it printed.
    pub fn run(&self, args: &[&str]) -> String {
        let out = self.output(args);
        let (told, wrong) = (text(&out.stdout), text(&out.stderr));
        assert!(out.status.success(), "tandem {args:?}\n{told}{wrong}");
        told
    }

    /// A coder of a blind round says that it is they who work on this machine.
    pub fn first_here(&self, coder: &str) {
        let study = self.study_arg();
        self.run(&["round", "status", &study, "--coder", coder, "--first-here"]);
    }

    /// Opens the study by the library.
    pub fn open(&self, coder: &str) -> Opened {
        self.open_with(coder, "state", "cache")
    }

    /// Opens the study on a machine of the coder's own.
    pub fn open_on_own_machine(&self, coder: &str) -> Opened {
        self.open_with(coder, &format!("state-{coder}"), &format!("cache-{coder}"))
    }

    /// Puts other words into a coder's journals, as a program might have written them that checked
    /// nothing: every line still follows the one before it.
    pub fn rewrite(&self, coder: &str, words: &[(&str, &str)]) {
        let journals = files_below(&self.study().join("journals")).into_iter();
        let of = |f: &PathBuf| f.file_name().unwrap().to_string_lossy().starts_with(coder);
        for file in journals.filter(of) {
            let before = fs::read_to_string(&file).unwrap();
            let mut last = "0".repeat(64);
            let mut after = String::new();
            for line in before.lines() {
                let mut line = line.to_owned();
                for (token, put) in words {
                    // Debug escapes as RON does.
                    let put = format!("{put:?}");
                    line = line.replace(token, &put[1..put.len() - 1]);
                }
                let at = line.find("prev:\"").unwrap() + 6;
                line.replace_range(at..at + 64, &last);
                // The digest is of all but itself, and the next line names the line up to it.
                let of = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
                let from = line.find(",digest:\"").unwrap() + 9;
                let digest = of([&line[..from], &line[from + 32..]].concat().as_bytes());
                line.replace_range(from..from + 32, &digest[..32]);
                last = of(&line.as_bytes()[..from + 32]);
                after.push_str(&line);
                after.push('\n');
            }
            if after != before {
                fs::write(file, after).unwrap();
            }
        }
    }

    fn open_with(&self, coder: &str, state: &str, cache: &str) -> Opened {
        let places = Places {
            state: self.path(state),
            cache: self.path(cache),
            seed: None,
        };
        let coder = Some(coder.parse().unwrap());
        Store::open(
            Arc::new(RealDisk::new()),
            &self.study(),
            places,
            coder,
            now(),
        )
        .unwrap()
    }
}

/// Bytes as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A file of the repository as an argument.
pub fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    assert!(path.exists(), "{}", path.display());
    path.to_str().unwrap().to_owned()
}

/// All files below a folder.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => found.extend(files_below(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// A seeded source of chances: SplitMix64 (Steele, Lea and Flood 2014).
pub struct Chance(pub u64);

impl Chance {
    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    /// One of these.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u64) as usize]
    }
}
