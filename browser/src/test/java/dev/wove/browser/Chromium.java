package dev.wove.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.json.JsonMapper;

/** A Chromium without a window, and what it did while pages were open: requests, and messages on its console. */
final class Chromium implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path SCREENSHOTS = Path.of(System.getProperty("screenshots", "target/screenshots"));
    private static final String MISSING = "There is no Chromium: reports are not tested in a browser.\n"
            + "  Install it and its driver (Debian: apt-get install chromium chromium-driver), or tell where they are with"
            + " -Dchromium=... and -Dchromedriver=...";

    private final ChromeDriver driver;
    private final Path profile;

    private Chromium(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Starts one; the calling test is aborted, or fails if a browser is required, where there is none. */
    static Chromium start() throws IOException {
        var browser = program("chromium", "chromium", "chromium-browser", "google-chrome");
        var driver = program("chromedriver", "chromedriver");
        if (browser.isEmpty() || driver.isEmpty()) {
            System.out.println(MISSING);
            return Boolean.getBoolean("browser.required") ? fail(MISSING) : abort(MISSING);
        }
        var profile = Files.createTempDirectory("chromium");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(driver.get()))
                .build();
        return new Chromium(new ChromeDriver(service, options(browser.get(), profile)), profile);
    }

    private static ChromeOptions options(String browser, Path profile) {
        var options = new ChromeOptions();
        options.setBinary(browser);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=1440,900",
                "--user-data-dir=" + profile);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL); // which is where requests are
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    private static Optional<String> program(String property, String... names) {
        var given = System.getProperty(property);
        if (given != null) {
            return Optional.of(given);
        }
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** Opens the page and returns how long it took until it had drawn itself. */
    Duration open(URI page) {
        driver.get("about:blank");
        forgetLogs();
        long start = System.nanoTime();
        driver.get(page.toString());
        await(() -> "true".equals(script("return document.documentElement.dataset.ready")));
        script("return new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void forgetLogs() {
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> findAll(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    String text(String css) {
        return find(css).getText();
    }

    void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    String script(String script) {
        var result = ((JavascriptExecutor) driver).executeScript(script);
        return result == null ? null : result.toString();
    }

    long number(String script) {
        return (Long) driver.executeScript(script);
    }

    /** Waits until the page is as expected. */
    void await(java.util.function.BooleanSupplier expected) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(20)).until(any -> expected.getAsBoolean());
    }

    /** Lets the page think that the user prefers a dark or a light theme, or less motion. */
    void prefer(String feature, String value) {
        var features = List.of(java.util.Map.of("name", feature, "value", value));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", java.util.Map.of("features", features));
    }

    /** Lets the page think that it is read there. */
    void readIn(String timeZone, String locale) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", java.util.Map.of("timezoneId", timeZone));
        driver.executeCdpCommand(
                "Emulation.setLocaleOverride",
                locale == null ? java.util.Map.of() : java.util.Map.of("locale", locale));
    }

    void resize(int width, int height) {
        driver.manage().window().setSize(new org.openqa.selenium.Dimension(width, height));
    }

    /** Keeps a picture of what is to be seen. */
    void picture(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** The addresses that were asked for since the page was opened, the page itself and data in it left out. */
    List<String> requests(URI page) {
        var addresses = new ArrayList<String>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            var message = JSON.readTree(entry.getMessage()).get("message");
            if (message.get("method").asString().equals("Network.requestWillBeSent")) {
                var address = message.get("params").get("request").get("url").asString();
                if (!address.startsWith("data:") && !address.split("#")[0].equals(page.toString())) {
                    addresses.add(address);
                }
            }
        }
        return addresses;
    }

    /** What was written to the console since the page was opened, errors of scripts included. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (var files = Files.walk(profile)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
