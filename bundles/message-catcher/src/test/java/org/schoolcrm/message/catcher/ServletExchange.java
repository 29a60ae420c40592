package org.schoolcrm.message.catcher;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.ReadListener;
import javax.servlet.ServletException;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** One request to a servlet without a container, and its answer. */
final class ServletExchange {

    final Map<String, String> headers = new HashMap<>();
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    int status = 200;

    private ServletExchange() {}

    static ServletExchange of(HttpServlet servlet, String method, String path, Map<String, String> asked, byte[] sent)
            throws ServletException, IOException {
        var exchange = new ServletExchange();
        servlet.service(exchange.request(method, path, asked, sent), exchange.response());
        return exchange;
    }

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    private HttpServletRequest request(String method, String path, Map<String, String> asked, byte[] sent) {
        int question = path.indexOf('?');
        var info = question < 0 ? path : path.substring(0, question);
        var after = question < 0 ? null : path.substring(path.indexOf('=') + 1);
        return proxy(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getMethod" -> method;
            case "getPathInfo" -> info.isEmpty() ? null : info;
            case "getRequestURI" -> "/caught-messages" + info;
            case "getServerName" -> "crm.school.example";
            case "getParameter" -> after;
            case "getContentType" -> asked.get("Content-Type");
            case "getHeader" -> asked.get(String.valueOf(arguments[0]));
            case "getInputStream" -> new Input(new ByteArrayInputStream(sent));
            default -> null;
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (proxy, called, arguments) -> {
            switch (called.getName()) {
                case "setHeader" -> headers.put(String.valueOf(arguments[0]), String.valueOf(arguments[1]));
                case "setContentType" -> headers.put("Content-Type", String.valueOf(arguments[0]));
                case "setStatus", "sendError" -> status = (int) arguments[0];
                case "sendRedirect" -> {
                    status = 302;
                    headers.put("Location", String.valueOf(arguments[0]));
                }
                default -> {}
            }
            return called.getName().equals("getOutputStream") ? new Output(body) : null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static final class Input extends ServletInputStream {

        private final InputStream source;

        Input(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            return source.read();
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            return source.read(into, from, most);
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(@Nullable ReadListener listener) {}
    }

    private static final class Output extends ServletOutputStream {

        private final ByteArrayOutputStream target;

        Output(ByteArrayOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) {
            target.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(@Nullable WriteListener listener) {}
    }
}
