package org.schoolcrm.itests.screens;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A window of somebody's browser; it remembers what the browser complains of and what the page has asked for. */
final class Tab implements AutoCloseable {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");
    private static final Pattern CYRILLIC = Pattern.compile("[А-Яа-яЁё]{2,}");
    private static final int MOST_KEYS = 300;

    /** Every text and every spoken or shown attribute of the page, inside of its elements too. */
    private static final String TEXTS = """
            () => {
              const texts = [];
              const walk = (node) => {
                if (node.nodeType === Node.TEXT_NODE) {
                  texts.push(node.data);
                } else if (!['STYLE', 'SCRIPT'].includes(node.nodeName) && node.lang !== 'ru') {
                  ['aria-label', 'title', 'placeholder', 'alt'].forEach((name) => texts.push(node.getAttribute?.(name) ?? ''));
                  [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].forEach(walk);
                }
              };
              walk(document.documentElement);
              return texts.join('\\n');
            }
            """;

    private static final String TWO_FRAMES =
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
    private static final String HAS_FOCUS = "(element) => element.getRootNode().activeElement === element";
    private static final String WORDS_AT = """
            (field) => [...field.labels, ...(field.ariaDescribedByElements ?? [])].map((one) => one.innerText).join(' ')
            """;

    private final URI home;
    private final Look look;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final Set<Request> underWay = new HashSet<>();
    private final List<Response> answers = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    Tab(URI home, Look look, BrowserContext context) {
        this.home = home;
        this.look = look;
        this.context = context;
        context.addInitScript(
                "if (location.protocol !== 'about:') localStorage.setItem('crm.language', '" + look.language() + "')");
        context.onConsoleMessage(this::hear);
        context.onWebError(error -> complaints.add(error.error()));
        context.onRequest(request -> {
            if (!request.resourceType().equals("eventsource")) {
                underWay.add(request);
            }
        });
        context.onRequestFinished(underWay::remove);
        context.onRequestFailed(request -> {
            underWay.remove(request);
            broken.add(request.url() + " " + request.failure());
        });
        context.onResponse(answers::add);
        this.page = context.newPage();
    }

    Page page() {
        return page;
    }

    Tab open(String address) {
        page.navigate(home.resolve(address).toString());
        return settle();
    }

    /** Waits until the page asks for nothing more and has drawn what it got. */
    Tab settle() {
        do {
            page.waitForCondition(underWay::isEmpty);
            page.evaluate(TWO_FRAMES);
        } while (!underWay.isEmpty());
        return this;
    }

    /** Keeps the page as it is, even if it wants to be loaded anew. */
    Tab hold() {
        context.route("**/*", route -> route.abort("aborted"));
        return this;
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    /** Goes on by the Tab key until the focus is there. */
    void tabTo(Locator target) {
        for (int key = 0; key < MOST_KEYS; key++) {
            if (target.isVisible() && (boolean) target.evaluate(HAS_FOCUS)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The Tab key does not lead to " + target);
    }

    /** What the label and the descriptions of a field say. */
    String wordsAt(Locator field) {
        return (String) field.evaluate(WORDS_AT);
    }

    String clipboard() {
        return (String) page.evaluate("() => navigator.clipboard.readText()");
    }

    /** What somebody who looks for the reason of a failure wants to know. */
    String story() {
        return page.url() + ", complaints " + complaints + ", broken off " + broken + ", under way "
                + underWay.stream().map(Request::url).toList();
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** By how much the page is wider than the window. */
    int sideways() {
        return (int) page.evaluate("() => document.documentElement.scrollWidth") - look.width();
    }

    /** What keeps people out, by the rules of WCAG 2.1 A and AA. */
    List<String> barriers(List<String> exempt) {
        var found = new AxeBuilder(page).withTags(WCAG).setLegacyMode(true).analyze();
        return found.getViolations().stream()
                .filter(rule -> !exempt.contains(rule.getId()))
                .flatMap(rule -> rule.getNodes().stream()
                        .map(node -> rule.getId() + " " + node.getTarget() + " " + node.getHtml() + " "
                                + node.getFailureSummary()))
                .toList();
    }

    /** Russian words of the page that came with no data. */
    Set<String> russianWords(String data) {
        var known = new StringBuilder(data);
        List.copyOf(answers).stream()
                .filter(answer ->
                        answer.headers().getOrDefault("content-type", "").startsWith("application/json"))
                .filter(answer -> !answer.url().endsWith("/extensions"))
                .forEach(answer -> known.append(answer.text()));
        var words = words((String) page.evaluate(TEXTS));
        words.removeAll(words(known.toString()));
        return words;
    }

    void photograph(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screens", name + "-" + look + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }

    /** A page whose own answer is a refusal is no complaint: that is what it shows. */
    private void hear(ConsoleMessage message) {
        var about = message.location().split("#", -1)[0];
        if (message.type().equals("error")
                && !(about.startsWith(page.url()) && message.text().contains("status of"))) {
            complaints.add(message.text() + " " + message.location());
        }
    }

    private static Set<String> words(String text) {
        var words = new TreeSet<String>();
        CYRILLIC.matcher(text).results().forEach(word -> words.add(word.group()));
        return words;
    }
}
