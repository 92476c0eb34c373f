//! The one table of screens: its rows go to the macro that is named.

/// A row for each screen: its name, its folder, its state there, its title.
macro_rules! screens {
    ($then:ident) => {
        $then! {
            Study study Study "Study";
            Read read Read "Read & code";
            Codebook codebook CodebookScreen "Codebook";
            Search search Search "Search";
            Reconcile reconcile Reconcile "Reconcile";
            Agreement agreement Agreement "Agreement";
            Conference conference ConferenceScreen "Code conference";
            Participants participants Participants "Participants";
            Themes themes Themes "Themes";
            Words wordlist WordList "Words";
            Matrix matrix MatrixScreen "Matrix";
            Framework framework FrameworkScreen "Framework";
        }
    };
}

pub(super) use screens;
