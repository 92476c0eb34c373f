//! A picture as shapes a word processor draws itself (DrawingML): its words stay words, to be read out,
//! searched and followed, and no pixel depends on the fonts of a machine.
//!
//! Takes what the pictures of this program are made of; anything else is not drawn.

use super::docx_words::{Look, link, run};
use super::{Picture, escaped};
use crate::export::svg_page::{TYPE, wide};
use quick_xml::escape::unescape;
use svg::node::Attributes;
use svg::node::element::path::{Command, Data, Position};
use svg::node::element::tag::Type;
use svg::parser::Event;

/// English Metric Units to a pixel.
const EMU: f64 = 9_525.0;
/// What a page has room for, in pixels: 17 cm × 22 cm.
const ROOM: (f64, f64) = (642.0, 830.0);
/// Type of a picture made smaller than this could not be read.
const SMALLEST: f64 = 0.3;
/// A group of more shapes makes word processors slow.
const MOST: usize = 2_000;

const GROUP: &str = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";
/// What the names of its elements stand for.
pub(super) const NAMESPACES: &str = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";

/// The run that holds a picture, the `nth` of the document; none where it cannot be drawn or read.
pub(super) fn drawn(picture: &Picture, nth: usize) -> Option<String> {
    let mut group = Group::default();
    let mut words: Option<Attributes> = None;
    for event in svg::read(&picture.svg).ok()? {
        match event {
            // Word processors do not place alike what is turned.
            Event::Tag(_, _, own) if own.contains_key("transform") => return None,
            Event::Tag("text", Type::Start, own) => words = Some(own),
            Event::Tag("text", Type::End, _) => words = None,
            Event::Tag(_, Type::End, _) => group.leave(),
            Event::Tag(name, kind, own) => {
                group.element(name, &own)?;
                if kind == Type::Start {
                    group.enter(&own);
                }
            }
            Event::Text(text) => {
                if let Some(own) = &words {
                    group.words(&unescape(text.trim()).ok()?, own)?;
                }
            }
            Event::Error(_) => return None,
            _ => {}
        }
    }
    if group.many > MOST || group.scale < SMALLEST {
        return None;
    }
    let (width, height) = (group.emu(group.size.0), group.emu(group.size.1));
    let (said, shapes) = (escaped(&picture.caption), group.shapes);
    Some(format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wpg\"><w:drawing>\
         <wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:docPr id=\"{nth}\" name=\"Picture {nth}\" descr=\"{said}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic><a:graphicData uri=\"{GROUP}\"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>\
         <a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/>\
         <a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"{width}\" cy=\"{height}\"/></a:xfrm></wpg:grpSpPr>\
         {shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>\
         <mc:Fallback/></mc:AlternateContent></w:r>"
    ))
}

/// The shapes of a picture so far.
#[derive(Default)]
struct Group {
    shapes: String,
    many: usize,
    /// In pixels of the picture.
    size: (f64, f64),
    /// Pixels of the page to one of the picture.
    scale: f64,
    /// Size of type where none is given.
    type_size: f64,
    /// Where the elements that are open lead to.
    links: Vec<Option<String>>,
}

/// A place in pixels.
type Point = (f64, f64);

/// A step of an outline.
enum Step {
    To(Point),
    /// Over a control point.
    Curve(Point, Point),
}

impl Group {
    fn enter(&mut self, own: &Attributes) {
        let here = own
            .get("href")
            .map(|to| to.trim_start_matches('#').to_owned());
        self.links
            .push(here.or_else(|| self.links.last().cloned().flatten()));
    }

    fn leave(&mut self) {
        self.links.pop();
    }

    fn emu(&self, pixels: f64) -> i64 {
        (pixels * self.scale * EMU).round() as i64
    }

    /// What is no words.
    fn element(&mut self, name: &str, own: &Attributes) -> Option<()> {
        let at = |name: &str| number(own, name);
        match name {
            "svg" => {
                self.size = (at("width")?, at("height")?);
                self.type_size = at("font-size").unwrap_or(TYPE);
                self.scale = (ROOM.0 / self.size.0).min(ROOM.1 / self.size.1).min(1.0);
            }
            "g" | "a" | "title" | "desc" => {}
            // The ground of the page.
            "rect" if own.get("width").is_some_and(|w| w.ends_with('%')) => {}
            "rect" => {
                let (width, height) = (at("width")?, at("height")?);
                let round = at("rx").unwrap_or(0.0) / width.min(height).max(1.0);
                let form = match round > 0.0 {
                    true => format!(
                        "<a:prstGeom prst=\"roundRect\"><a:avLst><a:gd name=\"adj\" fmla=\"val {:.0}\"/></a:avLst></a:prstGeom>",
                        round * 100_000.0
                    ),
                    false => "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>".to_owned(),
                };
                self.shape((at("x")?, at("y")?), (width, height), &form, own);
            }
            "circle" => {
                let r = at("r")?;
                let form = "<a:prstGeom prst=\"ellipse\"><a:avLst/></a:prstGeom>";
                let corner = (at("cx")? - r, at("cy")? - r);
                self.shape(corner, (2.0 * r, 2.0 * r), form, own);
            }
            "line" => {
                let ends = [(at("x1")?, at("y1")?), (at("x2")?, at("y2")?)];
                self.outline(&ends.map(Step::To), own);
            }
            "polyline" | "polygon" => self.outline(&corners(own.get("points")?)?, own),
            "path" => self.outline(&steps(own.get("d")?)?, own),
            _ => return None,
        }
        Some(())
    }

    /// A shape of its own outline.
    fn outline(&mut self, steps: &[Step], own: &Attributes) {
        let all: Vec<Point> = steps.iter().flat_map(points).collect();
        let ends = |of: fn(&Point) -> f64| {
            let each = all.iter().map(of);
            let low = each.clone().fold(f64::INFINITY, f64::min);
            (low, each.fold(f64::NEG_INFINITY, f64::max))
        };
        let ((left, right), (top, bottom)) = (ends(|p| p.0), ends(|p| p.1));
        if all.is_empty() {
            return;
        }
        let point = |p: &Point| {
            let (x, y) = (self.emu(p.0 - left), self.emu(p.1 - top));
            format!("<a:pt x=\"{x}\" y=\"{y}\"/>")
        };
        let mut path = String::new();
        for (nth, step) in steps.iter().enumerate() {
            let said: String = points(step).iter().map(&point).collect();
            let name = match step {
                Step::To(_) if nth == 0 => "moveTo",
                Step::To(_) => "lnTo",
                Step::Curve(..) => "quadBezTo",
            };
            path.push_str(&format!("<a:{name}>{said}</a:{name}>"));
        }
        if own.get("fill").is_some_and(|fill| &**fill != "none") {
            path.push_str("<a:close/>");
        }
        let (width, height) = (right - left, bottom - top);
        let form = format!(
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/>\
             <a:pathLst><a:path w=\"{}\" h=\"{}\">{path}</a:path></a:pathLst></a:custGeom>",
            self.emu(width),
            self.emu(height)
        );
        self.shape((left, top), (width, height), &form, own);
    }

    fn shape(&mut self, corner: Point, size: Point, form: &str, own: &Attributes) {
        let fill = match colour(own, "fill") {
            Some(colour) => solid(colour),
            None => "<a:noFill/>".to_owned(),
        };
        let line = match colour(own, "stroke") {
            Some(colour) => {
                let width = number(own, "stroke-width").unwrap_or(1.0);
                let (dashes, colour) = (dashes(own, width), solid(colour));
                format!("<a:ln w=\"{}\">{colour}{dashes}</a:ln>", self.emu(width))
            }
            None => "<a:ln><a:noFill/></a:ln>".to_owned(),
        };
        self.put(corner, size, &format!("{form}{fill}{line}"), "", "");
    }

    /// A line of words.
    fn words(&mut self, text: &str, own: &Attributes) -> Option<()> {
        let (x, y) = (number(own, "x")?, number(own, "y")?);
        let size = number(own, "font-size").unwrap_or(self.type_size);
        // Rather too wide: nothing of it is seen but the words.
        let (width, height) = (wide(text) * size / TYPE * 1.15 + 8.0, size * 1.5);
        let (left, side) = match own.get("text-anchor").map(|a| &**a) {
            Some("middle") => (x - width / 2.0, "center"),
            Some("end") => (x - width, "right"),
            _ => (x, "left"),
        };
        let weight = own.get("font-weight").map_or("", |w| w);
        let look = Look {
            bold: matches!(weight, "bold" | "600"),
            italic: own.get("font-style").is_some(),
            colour: colour(own, "fill"),
            // A pixel is three quarters of a point.
            size: Some((size * self.scale * 1.5).round().max(2.0) as u32),
        };
        let run = run(text, look);
        let run = match self.links.last().cloned().flatten() {
            Some(to) => link(&to, &run),
            None => run,
        };
        let held = format!(
            "<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:after=\"0\"/><w:jc w:val=\"{side}\"/></w:pPr>{run}</w:p></w:txbxContent></wps:txbx>"
        );
        let within = " wrap=\"none\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\"";
        // Small letters reach about half a size above the line they stand on.
        let top = y - size * 0.35 - height / 2.0;
        let form =
            "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>";
        self.put((left, top), (width, height), form, &held, within);
        Some(())
    }

    /// A shape with its form and what is in it.
    fn put(&mut self, corner: Point, size: Point, form: &str, held: &str, within: &str) {
        self.many += 1;
        let [x, y, width, height] = [corner.0, corner.1, size.0, size.1].map(|p| self.emu(p));
        self.shapes.push_str(&format!(
            "<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>{form}</wps:spPr>{held}<wps:bodyPr{within}/></wps:wsp>"
        ));
    }
}

fn points(step: &Step) -> Vec<Point> {
    match step {
        Step::To(end) => vec![*end],
        Step::Curve(over, end) => vec![*over, *end],
    }
}

fn number(own: &Attributes, name: &str) -> Option<f64> {
    own.get(name)?.parse().ok()
}

/// A colour without its `#`.
fn colour<'o>(own: &'o Attributes, name: &str) -> Option<&'o str> {
    own.get(name)?.strip_prefix('#')
}

fn solid(colour: &str) -> String {
    format!("<a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill>")
}

/// Dashes and gaps, in thousandths of a percent of the line's width.
fn dashes(own: &Attributes, width: f64) -> String {
    let all = own.get("stroke-dasharray").map_or("", |d| d);
    let all: Vec<f64> = all.split(' ').filter_map(|d| d.parse().ok()).collect();
    let part = |pixels: f64| format!("{:.0}", pixels / width * 100_000.0);
    let pairs = all.chunks_exact(2);
    let each = pairs.map(|d| format!("<a:ds d=\"{}\" sp=\"{}\"/>", part(d[0]), part(d[1])));
    match each.collect::<String>() {
        none if none.is_empty() => none,
        all => format!("<a:custDash>{all}</a:custDash>"),
    }
}

/// `0,0 10,5`.
fn corners(points: &str) -> Option<Vec<Step>> {
    let corner = |point: &str| {
        let (x, y) = point.split_once(',')?;
        Some(Step::To((x.parse().ok()?, y.parse().ok()?)))
    };
    points.split_whitespace().map(corner).collect()
}

/// The way of a path: one outline, of whole places only.
fn steps(way: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut here = (0.0, 0.0);
    for command in Data::parse(way).ok()?.iter() {
        let step = match command {
            Command::Move(..) if !steps.is_empty() => return None,
            Command::Move(Position::Absolute, to) | Command::Line(Position::Absolute, to) => {
                Step::To((f64::from(*to.first()?), f64::from(*to.get(1)?)))
            }
            Command::HorizontalLine(Position::Absolute, to) => {
                Step::To((f64::from(*to.first()?), here.1))
            }
            Command::QuadraticCurve(Position::Absolute, to) => {
                let at = |n: usize| Some(f64::from(*to.get(n)?));
                Step::Curve((at(0)?, at(1)?), (at(2)?, at(3)?))
            }
            _ => return None,
        };
        here = *points(&step).last()?;
        steps.push(step);
    }
    Some(steps)
}
