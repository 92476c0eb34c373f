use super::super::characters::Document;
use super::super::mark::Mark;
use super::super::outcome::Undefined;
use super::*;

fn of(length: u32, coders: &[Option<&[Mark]>]) -> Result<Coincidences, Undefined> {
    Coincidences::of([Document {
        length,
        coders: coders.to_vec(),
    }])
}

#[test]
fn what_nobody_compared_is_undefined() {
    assert_eq!(of(10, &[Some(&[]), None]), Err(Undefined::NothingShared));
    let none = of(10, &[Some(&[]), Some(&[])]).unwrap();
    assert_eq!(u_alpha(&none), Err(Undefined::NoCodings));
    assert_eq!(cu_alpha(&none), Err(Undefined::NoCodings));
    let empty = of(0, &[Some(&[]), Some(&[])]).unwrap();
    assert_eq!(u_alpha_binary(&empty), Err(Undefined::NoCodings));
}

#[test]
fn each_code_can_be_a_layer() {
    let a = [Mark::new(0, 0, 5), Mark::new(1, 3, 9)];
    let b = [Mark::new(0, 0, 5), Mark::new(1, 3, 7)];
    let document = Document {
        length: 20,
        coders: vec![Some(&a[..]), Some(&b[..])],
    };
    let overlapping = Coincidences::of([document.clone()]);
    assert_eq!(overlapping, Err(Undefined::OwnOverlap));
    let first = Coincidences::of_code(0, [document.clone()]).unwrap();
    assert_eq!(u_alpha(&first), Ok(1.0));
    let second = Coincidences::of_code(1, [document.clone()]).unwrap();
    assert_eq!(u_alpha(&second), u_alpha_binary(&second));
    let all = u_alpha(&Coincidences::of_layers([0, 1], &[document]).unwrap()).unwrap();
    assert!(all < 1.0 && all > u_alpha(&second).unwrap());
}
