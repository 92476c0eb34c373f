//! Signals from outside: who stops or ends the program gets the terminal back first.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    End,
    /// To stop until the shell goes on.
    Stop,
    /// It goes on after somebody stopped it without asking.
    GoOn,
}

/// Hands on every signal from now on, by a thread of its own, until `heed` says that nobody
/// listens any more.
///
/// # Errors
/// What the system says.
#[cfg(unix)]
pub fn listen(mut heed: impl FnMut(Signal) -> bool + Send + 'static) -> std::io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    let all = [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT];
    let mut signals = signal_hook::iterator::Signals::new(all)?;
    std::thread::spawn(move || {
        let asked = signals.forever().map(|signal| match signal {
            SIGTSTP => Signal::Stop,
            SIGCONT => Signal::GoOn,
            _ => Signal::End,
        });
        for signal in asked {
            if !heed(signal) {
                return;
            }
        }
    });
    Ok(())
}

/// Elsewhere there are none to listen to.
#[cfg(not(unix))]
pub fn listen(_: impl FnMut(Signal) -> bool + Send + 'static) -> std::io::Result<()> {
    Ok(())
}

/// Whether there is a shell that would bring the program on again. A shell that does so gives every
/// program a process group of its own; where the first process of the session holds the terminal,
/// as in a window opened for this program alone, a program that stopped would stay so.
#[cfg(unix)]
pub fn may_stop() -> bool {
    use rustix::termios::{tcgetpgrp, tcgetsid};
    let terminal = std::io::stdout();
    match (tcgetpgrp(&terminal), tcgetsid(&terminal)) {
        (Ok(holder), Ok(session)) => holder != session,
        _ => false,
    }
}

/// Stops the program; returns when somebody lets it go on.
///
/// # Errors
/// What the system says.
#[cfg(unix)]
pub fn stop() -> std::io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// Elsewhere no program stops.
#[cfg(not(unix))]
pub fn may_stop() -> bool {
    false
}

/// Elsewhere no program stops.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn stop() -> std::io::Result<()> {
    Ok(())
}
