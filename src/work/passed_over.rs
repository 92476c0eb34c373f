//! Files that lie beside transcripts and are none by nature.

/// What a file of this name is, where it is no transcript whatever stands in it.
pub(super) fn nature(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    if name.starts_with("~$") {
        return Some("a lock file of an Office program, left while a file is open");
    }
    if name.starts_with(".~lock.") && name.ends_with('#') {
        return Some("a lock file of LibreOffice, left while a file is open");
    }
    if name.starts_with("._") {
        return Some("what a Mac keeps beside a file (AppleDouble)");
    }
    match lower.as_str() {
        ".ds_store" | "thumbs.db" | "desktop.ini" => Some("what the system keeps of a folder"),
        _ => None,
    }
}

/// Whether a folder is gone through without a word about a file, or a folder, in it.
pub(super) fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || nature(name).is_some()
}

/// The file that such a one lies beside, as far as its name tells.
pub(super) fn beside(name: &str) -> Option<&str> {
    let office = name.strip_prefix("~$");
    let libre = || name.strip_prefix(".~lock.")?.strip_suffix('#');
    office.or_else(libre).or_else(|| name.strip_prefix("._"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_transcript_is_known_by_its_name() {
        for name in [
            "~$P01.docx",
            ".~lock.P01.odt#",
            "._P01.docx",
            ".DS_Store",
            "Thumbs.db",
            "Desktop.ini",
        ] {
            assert!(nature(name).is_some() && is_passed_over(name), "{name}");
        }
        assert!(nature(".hidden.txt").is_none() && is_passed_over(".hidden.txt"));
        assert!(!is_passed_over("P01.docx") && !is_passed_over("~P01.txt"));
        assert_eq!(beside(".~lock.P01.odt#"), Some("P01.odt"));
        assert_eq!(beside("._P01.txt"), Some("P01.txt"));
        assert_eq!(beside("Thumbs.db"), None);
    }
}
