//! A small project in a temporary folder, and the command run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A project of its own, deleted at the end of the test.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

/// What a command printed and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Desk {
    /// An empty project.
    pub(crate) fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let ran = desk.run(&["init", "--name", "desk", "--languages", "en,fa"]);
        assert_eq!(ran.status, 0, "{ran:?}");
        desk
    }

    /// A project with a few entries and an article in five languages.
    pub(crate) fn with_content() -> Self {
        let desk = Self::new();
        desk.write("glossaries/terms.tsv", GLOSSARY);
        desk.write("tm/dushanbe.tmx", MEMORY);
        desk.write("article.en.txt", ARTICLE);
        desk.write("article.fa.txt", TRANSLATION);
        desk
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tarjuman"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("TARJUMAN_PROJECT")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        finished(&mut self.command(arguments))
    }

    /// Runs a command that has to end well and returns what it printed.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?}: {}", ran.stderr);
        ran.stdout
    }

    /// Runs a command with `--json` and returns the objects that it printed.
    pub(crate) fn json(&self, arguments: &[&str]) -> Vec<serde_json::Value> {
        let mut all = arguments.to_vec();
        all.push("--json");
        objects(&self.run(&all).stdout)
    }
}

/// The objects of JSON Lines.
pub(crate) fn objects(text: &str) -> Vec<serde_json::Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect()
}

pub(crate) fn finished(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Compares a text with the snapshot of a name; `UPDATE=1` writes the snapshot instead.
pub(crate) fn assert_snapshot(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(format!("{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == text,
        "{} differs; look at it and run UPDATE=1 cargo test\n{text}",
        path.display()
    );
}

const GLOSSARY: &str = "\
id\tsubject\ten\tfa\tru\tar\tzh\ten:acronym\ten:deprecated\tnote
snsc\torgan\tSupreme National Security Council\tشورای عالی امنیت ملی\tВысший совет национальной безопасности\tالمجلس الأعلى للأمن القومي\t最高国家安全委员会\tSNSC\t\t
snsc-secretary\toffice\tSecretary of the Supreme National Security Council|Secretary of Iran’s Supreme National Security Council\tدبیر شورای عالی امنیت ملی\tсекретарь Высшего совета национальной безопасности\t\t\t\t\tnever secretary-general
sco\torganisation\tShanghai Cooperation Organization|Shanghai Cooperation Organisation\tسازمان همکاری شانگهای\tШанхайская организация сотрудничества\tمنظمة شنغهاي للتعاون\t上海合作组织\tSCO\t\t
nato\torganisation\tNorth Atlantic Treaty Organization\tسازمان پیمان آتلانتیک شمالی|ناتو\tНАТО\t\t\tNATO\t\t
eswatini\tcountry\tEswatini\tاسواتینی\tЭсватини\t\t\t\tSwaziland\t
tajikistan\tcountry\tTajikistan\tتاجیکستان\tТаджикистан\tطاجيكستان\t塔吉克斯坦\t\t\t
";

const MEMORY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext">
    <prop type="x-document">dushanbe</prop>
    <prop type="x-title" xml:lang="en">Council secretaries meet in Dushanbe</prop>
    <prop type="x-title" xml:lang="fa">دیدار دبیران شوراها در دوشنبه</prop>
    <prop type="x-date">2026-03-14</prop>
    <prop type="x-status">approved</prop>
  </header>
  <body>
    <tu tuid="d-1">
      <tuv xml:lang="en"><seg>The Secretary of the Supreme National Security Council arrived in Tajikistan on Monday.</seg></tuv>
      <tuv xml:lang="fa"><seg>دبیر شورای عالی امنیت ملی روز دوشنبه وارد تاجیکستان شد.</seg></tuv>
      <tuv xml:lang="ru"><seg>Секретарь Высшего совета национальной безопасности прибыл в понедельник в Таджикистан.</seg></tuv>
      <tuv xml:lang="zh"><seg>最高国家安全委员会秘书周一抵达塔吉克斯坦。</seg></tuv>
      <tuv xml:lang="ar"><seg>وصل أمين المجلس الأعلى للأمن القومي إلى طاجيكستان يوم الاثنين.</seg></tuv>
    </tu>
    <tu tuid="d-2">
      <tuv xml:lang="en"><seg>Trade between the two countries grew by 43 percent.</seg></tuv>
      <tuv xml:lang="fa"><seg>تجارت میان دو کشور ۴۳ درصد افزایش یافت.</seg></tuv>
      <tuv xml:lang="ru"><seg>Товарооборот между двумя странами вырос на 43 процента.</seg></tuv>
    </tu>
    <tu tuid="d-3">
      <tuv xml:lang="en"><seg>Related News:</seg></tuv>
      <tuv xml:lang="fa"><seg>خبرهای مرتبط:</seg></tuv>
    </tu>
  </body>
</tmx>
"#;

const ARTICLE: &str = "\
The Secretary of Iran's Supreme National Security Council arrived in Tajikistan on Tuesday.

Trade between the two countries grew by 44 percent. The North Atlantic Treaty Organzation (NATO) was not mentioned.

Related News:

The Shanghai Cooperation Organization (SCO) met in Swaziland.
";

const TRANSLATION: &str = "\
دبیر شورای عالی امنیت ملی ایران روز سه‌شنبه وارد تاجیکستان شد.

تجارت میان دو کشور ۳۴ درصد افزایش یافت. نامی از سازمان پیمان آتلانتیک شمالی (ناتو) برده نشد.

اخبار مرتبط:

اتحادیهٔ شانگهای در اسواتيني تشکیل جلسه داد.
";

/// Writes a generated section of a page between its marks, under `UPDATE=1`.
pub(crate) fn update_section(page: &str, name: &str, content: &str) {
    if std::env::var_os("UPDATE").is_none() {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = fs::read_to_string(&path).unwrap();
    let (open, close) = (
        format!("<!-- {name} -->\n"),
        format!("<!-- end of {name} -->"),
    );
    let (before, rest) = text.split_once(&open).expect("the page has the mark");
    let (_, after) = rest.split_once(&close).expect("the page has the end mark");
    fs::write(&path, format!("{before}{open}{content}{close}{after}")).unwrap();
}
