package org.schoolcrm.pay.page;

import java.io.IOException;
import java.util.Locale;
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
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.issuer.Issuers;
import org.schoolcrm.http.edge.PublicPage;
import org.schoolcrm.runtime.api.Site;

/**
 * Serves {@code /i/<token>}. Payment starts by POST only, so that whoever merely looks at a link starts nothing; the way
 * to the bank is a page, because a redirect after a form is held back by the page's own policy.
 */
public final class PayServlet extends HttpServlet {

    /** What cannot belong to a link is ignored: the dot of a sentence, a bracket, a blank, as mail programs add them. */
    private static final Pattern PATH = Pattern.compile(
            "/([A-Za-z0-9_-]{22})(/pay|/back|/pdf|/qr|/telegram|/max)?/*(?:[^A-Za-z0-9_/-].*)?", Pattern.DOTALL);

    private static final Pattern LOGO = Pattern.compile("/logo/([0-9a-f]{64})");

    private final transient Billing billing;
    private final transient Issuers issuers;
    private final transient Acquiring acquiring;
    private final transient PayPage page;
    private final transient PrintedInvoice printed;
    private final transient StyleSheet style;
    private final transient Site site;
    private final transient Pages pages = new Pages();

    public PayServlet(
            Billing billing,
            Issuers issuers,
            Acquiring acquiring,
            PayPage page,
            PrintedInvoice printed,
            StyleSheet style,
            Site site) {
        this.billing = billing;
        this.issuers = issuers;
        this.acquiring = acquiring;
        this.page = page;
        this.printed = printed;
        this.style = style;
        this.site = site;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PublicPage.protect(response);
        var language = PublicPage.language(request);
        try {
            serve(request, response, language);
        } catch (ServiceUnavailableException e) {
            var match = PATH.matcher(Objects.requireNonNullElse(request.getPathInfo(), ""));
            later(response, "away", "10", match.matches() ? match.group(1) : "", language);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, Locale language) throws IOException {
        var path = Objects.requireNonNullElse(request.getPathInfo(), "");
        var logo = LOGO.matcher(path);
        if (style.serves(path)) {
            style.send(request, response);
        } else if (path.equals("/offer")) {
            html(response, Page.offer(language));
        } else if (logo.matches() && issuers.logo(logo.group(1)).isPresent()) {
            Files.send(response, issuers.logo(logo.group(1)).get());
        } else {
            var match = PATH.matcher(path);
            var invoice = match.matches() ? billing.findByToken(match.group(1)) : Optional.<Invoice>empty();
            if (invoice.isEmpty()) {
                html(response, Page.message(language, HttpServletResponse.SC_NOT_FOUND, "unknown", "unknown.detail"));
                return;
            }
            var action = request.getMethod() + Objects.requireNonNullElse(match.group(2), "");
            serve(response, action.replaceFirst("^HEAD", "GET"), invoice.get(), match.group(1), language);
        }
    }

    private void serve(HttpServletResponse response, String action, Invoice invoice, String token, Locale language)
            throws IOException {
        switch (action) {
            case "GET" -> html(response, page.of(invoice, token, Optional.empty(), language));
            case "GET/back" -> {
                var attempt = acquiring.follow(invoice.id());
                html(response, page.of(billing.find(invoice.id()).orElse(invoice), token, attempt, language));
            }
            case "GET/pdf" -> print(response, invoice, token, language);
            case "GET/qr" -> code(response, invoice, token, language);
            case "POST/pay" -> pay(response, invoice, token, language);
            case "GET/telegram", "GET/max" -> {
                var chat = page.chat(invoice, action.substring("GET/".length()));
                response.sendRedirect(
                        chat.orElseGet(() -> site.at("/i/" + token)).toString());
            }
            default -> {
                response.setHeader("Allow", action.endsWith("/pay") ? "POST" : "GET, HEAD");
                var refusal =
                        Page.message(language, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "button", "button.detail");
                html(response, refusal.of(token));
            }
        }
    }

    private void pay(HttpServletResponse response, Invoice invoice, String token, Locale language) throws IOException {
        var back = site.at("/i/" + token + "/back?lang=" + language.getLanguage());
        var start = acquiring.start(invoice.id(), back.toString());
        if (start.payAt() != null) {
            html(response, Page.toBank(language, start.payAt().toString()).of(token));
            return;
        }
        switch (start.kind()) {
            case FORM, TRY_LATER -> later(response, "later", "30", token, language);
            case REFUSED ->
                html(response, page.refused(invoice, token, language).of(token).at(HttpServletResponse.SC_CONFLICT));
            case NOT_CONNECTED, NOT_PAYABLE -> {
                var now = page.of(billing.find(invoice.id()).orElse(invoice), token, Optional.empty(), language)
                        .of(token);
                html(response, now.isPayable() ? now : now.at(Math.max(now.status(), HttpServletResponse.SC_CONFLICT)));
            }
        }
    }

    private void print(HttpServletResponse response, Invoice invoice, String token, Locale language)
            throws IOException {
        if (invoice.status() == InvoiceStatus.ARCHIVED) {
            html(response, page.of(invoice, "", Optional.empty(), language));
            return;
        }
        var pdf = printed.pdf(invoice, language);
        if (pdf.isPresent()) {
            Files.send(response, pdf.get(), invoice.number());
        } else {
            later(response, "later", "5", token, language);
        }
    }

    private void code(HttpServletResponse response, Invoice invoice, String token, Locale language) throws IOException {
        var shown = page.of(invoice, token, Optional.empty(), language);
        var code = shown.asksForTransfer() ? printed.transfer(invoice) : Optional.<TransferCode>empty();
        if (code.isPresent()) {
            response.setContentType("image/png");
            response.getOutputStream().write(code.get().png());
        } else {
            html(response, Page.message(language, HttpServletResponse.SC_NOT_FOUND, "unknown", "unknown.detail"));
        }
    }

    private void later(HttpServletResponse response, String heading, String seconds, String token, Locale language)
            throws IOException {
        response.setHeader("Retry-After", seconds);
        var page = Page.message(language, HttpServletResponse.SC_SERVICE_UNAVAILABLE, heading, "later.detail");
        html(response, token.isEmpty() ? page : page.of(token));
    }

    private void html(HttpServletResponse response, Page answer) throws IOException {
        response.setStatus(answer.status());
        response.setContentType("text/html; charset=utf-8");
        response.getWriter().write(answer.html(pages));
    }
}
