package org.schoolcrm.host.demo.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.schoolcrm.host.spi.RequestFacts;

/** The CRM's one page at {@code /}, and the login before it. */
public final class ShellServlet extends HttpServlet {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final transient Contributions contributions;
    private final transient SessionCallers callers;
    private final transient Logins logins;

    public ShellServlet(Contributions contributions, SessionCallers callers, Logins logins) {
        this.contributions = contributions;
        this.callers = callers;
        this.logins = logins;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = path(request);
        if (path.startsWith("/logout")) {
            notAllowed(response, "POST");
        } else if (path.equals("/login")) {
            page(response, HttpServletResponse.SC_OK, Pages.login(""), "");
        } else if (!path.equals("/")) {
            page(response, HttpServletResponse.SC_NOT_FOUND, Pages.notFound(), "");
        } else if (callers.whoIs(SessionCookie.facts(request)).isEmpty()) {
            response.setHeader("Cache-Control", "no-store");
            response.sendRedirect("/login");
        } else {
            shell(response);
        }
    }

    /** Passwords are taken at one address only, and only from the body of a form of this site. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path(request)) {
            case "/login" -> logIn(request, response);
            case "/logout" -> logOut(request, response, false);
            case "/logout/everywhere" -> logOut(request, response, true);
            case "/" -> notAllowed(response, "GET, HEAD");
            default -> page(response, HttpServletResponse.SC_NOT_FOUND, Pages.notFound(), "");
        }
    }

    private void logIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isOfThisSite(request)) {
            page(response, HttpServletResponse.SC_FORBIDDEN, Pages.login("Войти можно только с этой страницы"), "");
            return;
        }
        if (request.getQueryString() != null) {
            page(response, HttpServletResponse.SC_BAD_REQUEST, Pages.login("Пароль не передают в адресе"), "");
            return;
        }
        var login = logins.logIn(request, text(request, "login"), text(request, "password"));
        if (!login.retryAfter().isZero()) {
            response.setHeader("Retry-After", Long.toString(login.retryAfter().toSeconds() + 1));
            page(response, 429, Pages.login("Слишком много попыток, повторите позже"), "");
        } else if (login.cookie().isEmpty()) {
            page(response, HttpServletResponse.SC_FORBIDDEN, Pages.login("Неверный логин или пароль"), "");
        } else {
            response.addHeader("Set-Cookie", login.cookie());
            response.sendRedirect("/");
        }
    }

    private void logOut(HttpServletRequest request, HttpServletResponse response, boolean everywhere)
            throws IOException {
        if (!isOfThisSite(request)) {
            page(response, HttpServletResponse.SC_FORBIDDEN, Pages.login(""), "");
            return;
        }
        response.addHeader("Set-Cookie", logins.logOut(request, everywhere));
        response.sendRedirect("/login");
    }

    /** Browsers name the site of the page with every form; a program that is no browser names none. */
    private static boolean isOfThisSite(HttpServletRequest request) {
        var origin = request.getHeader("Origin");
        return origin == null
                ? !"cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                : RequestFacts.isSameSite(origin, request.getHeader("Host"));
    }

    private static void notAllowed(HttpServletResponse response, String allowed) throws IOException {
        response.setHeader("Allow", allowed);
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    private void shell(HttpServletResponse response) throws IOException {
        var imports = JSON.writeValueAsString(Map.of("imports", contributions.modules()));
        var shell = contributions
                .find("host-demo")
                .map(own -> own.addressOf("shell.js"))
                .orElseThrow();
        page(response, HttpServletResponse.SC_OK, Pages.shell(imports, shell), "'sha256-" + sha256(imports) + "'");
    }

    private static void page(HttpServletResponse response, int status, String html, String scripts) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self' " + scripts + "; style-src 'self' 'unsafe-inline';"
                        + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none';"
                        + " form-action 'self'; frame-ancestors 'none'");
        response.getWriter().write(html);
    }

    private static String text(HttpServletRequest request, String name) {
        var value = request.getParameter(name);
        return value == null ? "" : value;
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
