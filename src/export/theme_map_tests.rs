use super::theme_map::{Arrow, Diagram, Frame, Shape, Voice, Words, svg};

fn diagram() -> Diagram {
    let words = |x, y, text: &str, voice| Words {
        x,
        y,
        text: text.into(),
        voice,
    };
    let hope = Frame {
        shape: Shape::Theme,
        area: (0, 0, 20, 5),
        words: vec![
            words(2, 1, "Hope & <things>", Voice::Title),
            words(10, 1, "42 · 14p", Voice::Count),
            words(2, 3, "一步一步\u{0}", Voice::Part),
        ],
        rules: vec![2],
        link: None,
    };
    let code = Frame {
        shape: Shape::Code,
        area: (12, 9, 12, 3),
        words: Vec::new(),
        rules: Vec::new(),
        link: None,
    };
    let arrow = Arrow {
        points: vec![(5, 4), (5, 5), (16, 5), (16, 9)],
        label: vec![(12, 7, "leads \"to\"".into())],
    };
    Diagram {
        width: 24,
        height: 12,
        frames: vec![hope, code],
        arrows: vec![arrow],
    }
}

#[test]
fn text_is_escaped_and_the_file_is_always_the_same() {
    let file = svg(&diagram(), "A & B", "counts: segments · participants");
    assert!(file.contains("Hope &amp; &lt;things&gt;"), "{file}");
    assert!(file.contains("一步一步") && !file.contains('\0'), "{file}");
    assert!(
        file.contains("<title>\nA &amp; B\n</title>") || file.contains("<title>A &amp; B</title>"),
        "{file}"
    );
    assert_eq!(
        file,
        svg(&diagram(), "A & B", "counts: segments · participants")
    );
}

#[test]
fn it_is_well_formed() {
    let file = svg(&diagram(), "", "");
    let mut reader = quick_xml::Reader::from_str(&file);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{error}: {file}"),
        }
    }
}

#[test]
fn an_empty_map_is_an_empty_picture() {
    assert!(svg(&Diagram::default(), "", "").starts_with("<svg"));
}
