package org.schoolcrm.pay.page;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.runtime.api.Site;

/**
 * Serves {@code /i/<token>}. Payment starts by POST only, so that whoever merely looks at a link starts nothing; the way
 * to the bank is a page, because a redirect after a form is held back by the page's own policy.
 */
public final class PayServlet extends HttpServlet {

    private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9_-]{22})(/pay|/back)?");

    private final transient Billing billing;
    private final transient Acquiring acquiring;
    private final transient PayPage page;
    private final transient Site site;
    private final transient Pages pages = new Pages();

    public PayServlet(Billing billing, Acquiring acquiring, PayPage page, Site site) {
        this.billing = billing;
        this.acquiring = acquiring;
        this.page = page;
        this.site = site;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageHeaders.set(response);
        var language = languageOf(request);
        try {
            serve(request, response, language);
        } catch (ServiceUnavailableException e) {
            response.setHeader("Retry-After", "10");
            message(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "away", "later.detail", language);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, Locale language) throws IOException {
        var path = PATH.matcher(Objects.requireNonNullElse(request.getPathInfo(), ""));
        if ("/style.css".equals(request.getPathInfo())) {
            StyleSheet.send(response);
            return;
        }
        var invoice = path.matches() ? billing.findByToken(path.group(1)) : Optional.<Invoice>empty();
        if (invoice.isEmpty()) {
            message(response, HttpServletResponse.SC_NOT_FOUND, "unknown", "unknown.detail", language);
            return;
        }
        var token = path.group(1);
        var action = Objects.requireNonNullElse(path.group(2), "");
        switch (request.getMethod() + action) {
            case "GET", "HEAD" -> show(response, page.of(invoice.get(), token, Optional.empty(), language));
            case "GET/back", "HEAD/back" -> comeBack(response, invoice.get(), token, language);
            case "POST/pay" -> pay(response, invoice.get(), token, language);
            default -> response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private void comeBack(HttpServletResponse response, Invoice invoice, String token, Locale language)
            throws IOException {
        var attempt = acquiring.follow(invoice.id());
        var now = billing.find(invoice.id()).orElse(invoice);
        show(response, page.of(now, token, attempt, language));
    }

    private void pay(HttpServletResponse response, Invoice invoice, String token, Locale language) throws IOException {
        var start =
                acquiring.start(invoice.id(), site.at("/i/" + token + "/back").toString());
        if (start.payAt() != null) {
            var values = Map.<String, Object>of(
                    "lang", language.getLanguage(),
                    "title", PayPage.say(language, "go"),
                    "heading", PayPage.say(language, "go"),
                    "detail", PayPage.say(language, "go.detail"),
                    "link", PayPage.say(language, "go.link"),
                    "bank", start.payAt().toString());
            html(response, pages.render("go", values));
            return;
        }
        switch (start.kind()) {
            case FORM, TRY_LATER -> {
                response.setHeader("Retry-After", "30");
                message(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "later", "later.detail", language);
            }
            case NOT_CONNECTED, NOT_PAYABLE -> show(response, page.of(invoice, token, Optional.empty(), language));
        }
    }

    private void show(HttpServletResponse response, Map<String, Object> values) throws IOException {
        html(response, pages.render("invoice", values));
    }

    private void message(HttpServletResponse response, int status, String heading, String detail, Locale language)
            throws IOException {
        response.setStatus(status);
        html(
                response,
                pages.render(
                        "message",
                        Map.of(
                                "lang", language.getLanguage(),
                                "title", PayPage.say(language, heading),
                                "heading", PayPage.say(language, heading),
                                "detail", PayPage.say(language, detail))));
    }

    private static void html(HttpServletResponse response, String html) throws IOException {
        response.setContentType("text/html; charset=utf-8");
        response.getWriter().write(html);
    }

    private static Locale languageOf(HttpServletRequest request) {
        boolean english = request.getHeader("Accept-Language") != null
                && request.getLocale().getLanguage().equals("en");
        return english ? Locale.ENGLISH : Locale.forLanguageTag("ru");
    }
}
