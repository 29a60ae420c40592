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

/** The CRM's one page at {@code /}, and the login before it. */
public final class ShellServlet extends HttpServlet {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final transient Contributions contributions;
    private final transient SessionCallers callers;
    private final transient Sessions sessions;

    public ShellServlet(Contributions contributions, SessionCallers callers, Sessions sessions) {
        this.contributions = contributions;
        this.callers = callers;
        this.sessions = sessions;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        if (path.equals("/login")) {
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

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/logout")) {
            SessionCookie.facts(request).cookie(SessionCookie.NAME).ifPresent(sessions::end);
            response.addHeader("Set-Cookie", SessionCookie.clear());
            response.sendRedirect("/login");
            return;
        }
        var token = sessions.begin(text(request, "login"), text(request, "password"));
        if (token.isEmpty()) {
            page(response, HttpServletResponse.SC_FORBIDDEN, Pages.login("Неверный логин или пароль"), "");
            return;
        }
        response.addHeader("Set-Cookie", SessionCookie.set(token.get(), request.isSecure()));
        response.sendRedirect("/");
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
