package org.schoolcrm.acquiring.sandbox;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.owasp.encoder.Encode;
import org.schoolcrm.acquiring.sandbox.SandboxOrder.State;
import org.schoolcrm.runtime.api.Clock;

/** The bank's payment form at {@code /sandbox-bank/<order>}: pay or refuse, then back to the merchant. */
public final class BankFormServlet extends HttpServlet {

    private static final String PAGE = """
            <!doctype html>
            <html lang="ru">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Учебный банк</title>
              <style>
                body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #14261c; background: #e9f3ec }
                main { max-width: 24rem; margin: 8vh auto; padding: 2rem; background: #fff; border-radius: .75rem }
                h1 { margin: 0; font-size: 1.2rem; color: #1d6b3c }
                .amount { margin: 1rem 0 0; font-size: 2rem; font-weight: 600 }
                button, .back { display: block; width: 100%%; box-sizing: border-box; margin-top: .75rem; padding: .75rem;
                  font: inherit; text-align: center; border-radius: .5rem; cursor: pointer }
                .pay { color: #fff; background: #1d6b3c; border: 0 }
                .refuse { background: #fff; border: 1px solid #b9c7be }
                .back { color: #fff; background: #1d6b3c; text-decoration: none }
                small { color: #54655b }
              </style>
            </head>
            <body><main>
              <h1>Учебный банк</h1>
              <small>Деньги здесь не настоящие</small>
              <p class="amount">%s</p>
              <p>Счет %s</p>
              %s
            </main></body>
            </html>
            """;
    private static final String CHOICE = """
            <form method="post">
              <button class="pay" name="do" value="pay">Оплатить</button>
              <button class="refuse" name="do" value="refuse">Отказаться</button>
            </form>
            """;

    private final transient SandboxOrders orders;
    private final transient BankNotifier notifier;
    private final transient Clock clock;

    public BankFormServlet(SandboxOrders orders, BankNotifier notifier, Clock clock) {
        this.orders = orders;
        this.notifier = notifier;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var order = orders.find(orderOf(request));
        if (order.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        show(response, order.get());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var order = orders.find(orderOf(request));
        if (order.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (order.get().state() == State.OPEN
                && clock.now().isBefore(order.get().validUntil())) {
            var decided = orders.decide(
                    order.get().orderId(), "pay".equals(request.getParameter("do")) ? State.PAID : State.REFUSED);
            notifier.announce(decided);
        }
        response.sendRedirect(order.get().returnTo().toString());
    }

    private void show(HttpServletResponse response, SandboxOrder order) throws IOException {
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        boolean open = order.state() == State.OPEN && clock.now().isBefore(order.validUntil());
        response.getWriter()
                .write(PAGE.formatted(
                        Encode.forHtml(order.amount().toString()),
                        Encode.forHtml(order.description()),
                        open ? CHOICE : closed(order)));
    }

    private static String closed(SandboxOrder order) {
        var words = switch (order.state()) {
            case OPEN -> "Время на оплату истекло";
            case PAID -> "Оплачено";
            case REFUSED -> "Платеж отклонен";
        };
        return "<p>" + words + "</p><a class=\"back\" href=\""
                + Encode.forHtmlAttribute(order.returnTo().toString()) + "\">Вернуться в школу</a>";
    }

    private static String orderOf(HttpServletRequest request) {
        return request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
    }
}
