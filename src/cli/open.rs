//! `tandem open DIR --coder ID`, on the screen or, with `--keys`, without one.

use super::Out;
use super::printing::tell_at_once;
use super::session::{Fixed, Session};
use super::who::Who;
use crate::app::key::Key;
use crate::tui::headless::{Headless, Printed};
use crate::tui::look::{Colours, Lines, Look};
use crate::tui::run;
use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};
use std::io::{BufRead, IsTerminal, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Open {
    /// Folder of the study
    dir: PathBuf,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    pub driver: Driver,
}

/// The headless driver and the look of the screen.
#[derive(Args, Clone, Default)]
pub struct Driver {
    /// Keys to press without a screen, such as 'j j v s <space> stress <ret>'; - reads them line
    /// by line from standard input
    #[arg(long)]
    pub keys: Option<String>,
    /// Screen size without a terminal
    #[arg(long, default_value = "120x40", value_name = "WxH")]
    pub size: String,
    /// Print the final screen
    #[arg(long, num_args = 0..=1, default_missing_value = "plain", require_equals = true)]
    print: Option<PrintAs>,
    /// Print the ids of saved events as they are acknowledged
    #[arg(long)]
    trace: bool,
    /// Clock to begin with, milliseconds since 1970
    #[arg(long)]
    clock: Option<u64>,
    /// Seed of new ids
    #[arg(long)]
    seed: Option<u64>,
    /// Draw borders and marks in plain ASCII
    #[arg(long)]
    ascii: bool,
    /// Leave the mouse to the terminal
    #[arg(long)]
    no_mouse: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum PrintAs {
    Plain,
    Ansi,
    Svg,
}

impl Driver {
    /// Time and randomness as given.
    pub fn fixed(&self) -> Fixed {
        Fixed {
            clock: self.clock,
            seed: self.seed,
        }
    }

    /// Whether the program runs without a terminal.
    pub fn is_headless(&self) -> bool {
        self.keys.is_some() || self.print.is_some()
    }
}

impl Open {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let fixed = self.driver.fixed();
        let session = Session::open(&self.dir, &self.who, fixed)?;
        start(session, self.who.new_coder, &self.driver, fixed, out)
    }
}

/// Runs the program on a session, with or without a terminal; `is_new` says that the coder is new
/// to the study, however alike their id is to another's.
pub fn start(
    mut session: Session,
    is_new: bool,
    driver: &Driver,
    fixed: Fixed,
    out: Out,
) -> Result<ExitCode> {
    let look = look(driver.ascii);
    let headless = driver.is_headless();
    if !headless && !stdout().is_terminal() {
        bail!(
            "there is no terminal here: use --keys '…' --print, or a subcommand such as `tandem agree`"
        );
    }
    let size = size(&driver.size)?;
    session.join(is_new)?;
    let (mut app, effects, desk, finder) = session.program(size)?;
    if driver.no_mouse {
        app.cx.mouse = crate::app::MouseUse::Off;
    }
    if !headless {
        run::run(app, effects, desk, finder, look)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut program = Headless::new(app, effects, desk, finder, fixed.now_ms());
    if driver.trace {
        program.trace = Some(Box::new(|id| tell_at_once(&format!("saved {id}"))));
    }
    feed(&mut program, driver)?;
    program.finish();
    match driver.print {
        Some(PrintAs::Plain) => write!(out, "{}", program.print(Printed::Plain, look))?,
        Some(PrintAs::Ansi) => out.screen(&program.print(Printed::Ansi, look))?,
        Some(PrintAs::Svg) => write!(out, "{}", program.print(Printed::Svg, look))?,
        None => {}
    }
    match program.unsaved.first() {
        Some(why) => bail!("what the keys did was not all saved: {why}"),
        None => Ok(ExitCode::SUCCESS),
    }
}

fn feed(program: &mut Headless, driver: &Driver) -> Result<()> {
    let press_all = |program: &mut Headless, script: &str| -> Result<()> {
        for key in Key::parse_script(script).map_err(|e| anyhow!(e))? {
            program.press(key);
        }
        Ok(())
    };
    match driver.keys.as_deref() {
        Some("-") => {
            for line in stdin().lock().lines() {
                press_all(
                    program,
                    &line.context("could not read keys from standard input")?,
                )?;
            }
            Ok(())
        }
        Some(script) => press_all(program, script),
        None => Ok(()),
    }
}

fn size(text: &str) -> Result<(u16, u16)> {
    let parsed = text
        .split_once('x')
        .and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    parsed.with_context(|| format!("“{text}” is no screen size: write it as 120x40"))
}

/// Colours unless the environment declines them or the terminal has none.
fn look(ascii: bool) -> Look {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let dumb = std::env::var("TERM").is_ok_and(|t| t == "dumb");
    Look {
        colours: if set("NO_COLOR") || dumb {
            Colours::None
        } else {
            Colours::Sixteen
        },
        lines: if ascii || dumb {
            Lines::Ascii
        } else {
            Lines::Box
        },
    }
}
