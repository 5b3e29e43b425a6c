//! Clients that we did not write: curl and Python's http.client.

use std::process::Output;

use tokio::process::Command;

use crate::house::{House, JPEG};

async fn run(program: &str, arguments: &[&str]) -> Output {
    let output = Command::new(program).args(arguments).output().await;
    output.unwrap_or_else(|error| panic!("{program} is needed for this test: {error}"))
}

async fn curl(house: &House, arguments: &[&str], path: &str) -> Vec<u8> {
    let url = format!("http://{}{path}", house.address);
    let output =
        run("curl", &[&["-sS", "--max-time", "60"], arguments, &[url.as_str()]].concat()).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[tokio::test]
async fn curl_gets_the_same_bytes_by_every_version() {
    let house = House::open().await;
    for version in ["--http0.9", "--http1.0", "--http1.1"] {
        assert_eq!(curl(&house, &[version], "/img/car.jpeg").await, JPEG, "{version}");
    }
    assert_eq!(curl(&house, &["--http0.9", "-X", "GET"], "/img/car.jpeg").await, JPEG);
    assert_eq!(curl(&house, &["-r", "2-5"], "/img/car.jpeg").await, &JPEG[2..6]);
    assert_eq!(curl(&house, &["-L"], "/text").await, b"<h1>hola</h1><script>1</script>");
    let code = curl(&house, &["-o", "/dev/null", "-w", "%{http_code}", "-d", "x=1"], "/").await;
    assert_eq!(code, b"405");
}

#[tokio::test]
async fn curl_resumes_a_download() {
    let house = House::open().await;
    let scratch = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(scratch.path(), &JPEG[..7]).unwrap();
    let path = scratch.path().to_str().unwrap();
    curl(&house, &["-C", "-", "-o", path], "/img/car.jpeg").await;
    assert_eq!(std::fs::read(path).unwrap(), JPEG);
}

const PYTHON: &str = "
import http.client, socket, sys
host, port = sys.argv[1].split(':')
c = http.client.HTTPConnection(host, int(port), timeout=60)
for path in ['/img/car.jpeg', '/video/Planeta.mp4', '/', '/missing']:
    c.request('GET', path)
    r = c.getresponse()
    print(r.status, len(r.read()) == int(r.headers['Content-Length']), r.will_close)
s = socket.create_connection((host, int(port)))
s.sendall(b'GET /img/car.jpeg\\r\\n')
data = b''
while piece := s.recv(3):
    data += piece
print(data[6:10])
";

#[tokio::test]
async fn python_reuses_its_connection_object_and_plain_sockets_get_plain_bytes() {
    let house = House::open().await;
    let output = run("python3", &["-c", PYTHON, &house.address.to_string()]).await;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let expected = "200 True True\n200 True True\n200 True True\n404 True True\nb'JFIF'\n";
    assert_eq!(lines, expected, "{}", String::from_utf8_lossy(&output.stderr));
}
