//! Words and transcripts made up from a seed: talk with the shape of interviews, Zipf's law over
//! 30,000 words, accented letters so that bytes and code points differ everywhere.

/// A seeded source of chances: SplitMix64 (Steele, Lea and Flood 2014).
pub struct Chance(u64);

impl Chance {
    /// Chances that differ with each seed and number.
    pub fn of(seed: &str, number: u64) -> Chance {
        let hash = blake3::hash(format!("{seed}/{number}").as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hash.as_bytes()[..8]);
        Chance(u64::from_be_bytes(first))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// At least 0, below 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// One of these.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Normally distributed (Box and Muller 1958).
    pub fn normal(&mut self, mean: f64, spread: f64) -> f64 {
        let (a, b) = (1.0 - self.share(), self.share());
        mean + spread * (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    }

    /// Which of these cumulated weights is hit.
    pub fn weighted(&mut self, cumulated: &[f64]) -> usize {
        let at = self.share() * cumulated.last().copied().unwrap_or(1.0);
        cumulated.partition_point(|c| *c <= at)
    }
}

const COMMON: &str = "the I and you to a of that it in was is we they so have but know like just my with for be on not do at what it's this really me had when think there he she are all because or about can if out up would them people one get were don't time from then more an go some how who been their no kind going as him her lot well things very right say said want your see as could by other after did work now I'm thing something way good mean make good that's two into much back our day first which any year even take where should need only than us little still maybe always feel never through school family home children life before felt too every being different help again yeah money job help years house own around actually probably sometimes doctor mother someone talk down everything came three point long week anything went put tell find those support big place might start let old whole hard look part health better last care quite using getting experience question problem try community understand made working women living nothing story change learned team person everyone enough through able important hospital nurse teacher patients staff food phone friends father group training use local city social";

const ONSETS: [&str; 32] = [
    "b", "c", "d", "f", "g", "h", "j", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "ch",
    "cl", "cr", "dr", "fl", "gr", "pl", "pr", "qu", "sh", "sl", "sp", "st", "th", "tr",
];
const VOWELS: [&str; 11] = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ie", "oa", "ou"];
const CODAS: [&str; 15] = [
    "", "", "", "n", "r", "l", "s", "t", "m", "d", "ck", "nd", "st", "rt", "ng",
];
const ENDINGS: [&str; 14] = [
    "", "", "", "s", "ed", "ing", "er", "ly", "tion", "ment", "ness", "able", "ist", "ance",
];

/// Phrases planted once in so many turns.
const PLANTED: [(&str, f64); 4] = [
    ("felt left out of the decision", 400.0),
    ("nobody asked me what I needed", 2_500.0),
    ("waiting list for the clinic", 150.0),
    ("café across the road", 900.0),
];

/// Words with their cumulated frequencies.
pub struct Vocabulary {
    words: Vec<String>,
    cumulated: Vec<f64>,
}

impl Vocabulary {
    /// The same 30,000 words every time.
    pub fn new() -> Vocabulary {
        let mut chance = Chance::of("vocabulary", 0);
        let mut seen = std::collections::HashSet::new();
        let mut words: Vec<String> = COMMON.split(' ').map(str::to_owned).collect();
        words.retain(|w| seen.insert(w.clone()));
        while words.len() < 30_000 {
            let mut word = String::new();
            let two = words.len() > 600 && chance.share() < 0.75;
            for _ in 0..=usize::from(two) {
                word.push_str(chance.one_of(&ONSETS));
                word.push_str(chance.one_of(&VOWELS));
                word.push_str(chance.one_of(&CODAS));
            }
            if chance.share() < 0.35 {
                word.push_str(chance.one_of(&ENDINGS));
            }
            if (3..=12).contains(&word.len()) && seen.insert(word.clone()) {
                words.push(word);
            }
        }
        for at in (400..words.len()).step_by(311) {
            words[at] = words[at].replacen('e', "é", 1);
        }
        let mut sum = 0.0;
        let cumulated = (0..words.len())
            .map(|k| {
                sum += 1.0 / (k as f64 + 2.7).powf(1.07);
                sum
            })
            .collect();
        Vocabulary { words, cumulated }
    }

    /// So many words of talk.
    fn draw(&self, chance: &mut Chance, n: usize) -> Vec<&str> {
        let word = |_| self.words[chance.weighted(&self.cumulated)].as_str();
        (0..n).map(word).collect()
    }
}

/// A transcript and where its sentences stand, in code points.
pub struct Transcript {
    pub text: String,
    pub sentences: Vec<(u32, u32)>,
}

/// Makes up the transcript of this number.
pub fn transcript(seed: &str, number: u64, words: usize, vocabulary: &Vocabulary) -> Transcript {
    let mut chance = Chance::of(seed, number);
    let drawn = vocabulary.draw(&mut chance, words);
    let two = chance.share() < 0.25;
    let mut made = Transcript {
        text: String::new(),
        sentences: Vec::new(),
    };
    let (mut at, mut length, mut second, mut speaker) = (0, 0, 0, 0);
    while at < words {
        let turn = match speaker {
            0 => chance.normal(2.9, 0.6).exp() as usize + 3,
            _ => chance.normal(4.25, 0.7).exp() as usize + 4,
        };
        let turn = turn.min(words - at);
        let name = match speaker {
            0 => "INTERVIEWER".to_owned(),
            1 => format!("P{number:04}"),
            _ => format!("P{number:04}B"),
        };
        let (h, m, s) = (second / 3600, second / 60 % 60, second % 60);
        let mut write = |part: &str| {
            made.text.push_str(part);
            let from = length;
            length += part.chars().count() as u32;
            (from, length)
        };
        write(&format!("[{h:02}:{m:02}:{s:02}] {name}: "));
        let sentences = sentences(&drawn[at..at + turn], speaker, &mut chance);
        for (i, sentence) in sentences.iter().enumerate() {
            if i > 0 {
                write(" ");
            }
            made.sentences.push(write(sentence));
        }
        write("\n\n");
        at += turn;
        second += 1 + turn * 60 / 150;
        speaker = match speaker {
            0 => 1 + usize::from(two && chance.share() < 0.3),
            _ => 0,
        };
    }
    made
}

fn sentences(words: &[&str], speaker: usize, chance: &mut Chance) -> Vec<String> {
    let (mut out, mut rest) = (Vec::new(), words);
    while !rest.is_empty() {
        let n = (chance.normal(14.0, 5.0).max(3.0) as usize).min(rest.len());
        let (these, others) = rest.split_at(n);
        rest = others;
        let mut these: Vec<String> = these.iter().map(|w| (*w).to_owned()).collect();
        if n > 9 && chance.share() < 0.6 {
            let comma = chance.one_of(&[",", ",", ",", " —", "…"]);
            these[3 + chance.below(n - 6)].push_str(comma);
        }
        let sentence = these.join(" ");
        let end = match speaker {
            0 => chance.one_of(&[".", ".", "?", "?", "?"]),
            _ => chance.one_of(&[".", ".", ".", ".", "?"]),
        };
        let mut letters = sentence.chars();
        let first: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        out.push(format!("{first}{}{end}", letters.as_str()));
    }
    for (phrase, every) in PLANTED {
        if chance.share() < 1.0 / every {
            let at = chance.below(out.len() + 1);
            out.insert(at, format!("And so {phrase}, you know."));
        }
    }
    if chance.share() < 0.01 {
        out.push("She said “that’s fine” 🙂.".to_owned());
    }
    out
}

/// Names of codes.
pub fn code_names(n: usize) -> Vec<String> {
    let mut chance = Chance::of("codes", n as u64);
    let about: Vec<&str> = "access trust family money health school work care time power shame hope risk voice change identity conflict support stigma routine".split(' ').collect();
    let what: Vec<&str> = "barrier relation burden strategy event feeling norm loss gain fear plan request doubt story tension need pride delay".split(' ').collect();
    let mut names: Vec<String> = Vec::new();
    while names.len() < n {
        let mut name = format!("{} {}", chance.one_of(&about), chance.one_of(&what));
        if names.len() >= 150 {
            name = format!("{name} {}", names.len());
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
