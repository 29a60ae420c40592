package org.schoolcrm.host.demo.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Tells open pages, at {@code /demo/events}, that bundles have come or gone; a page that has missed something hears the
 * present state when it connects again.
 */
public final class ContributionNews extends HttpServlet {

    private static final int LOOKS_PER_BEAT = 30;

    private final transient Contributions contributions;
    private final transient SessionCallers callers;
    private final transient Set<Page> pages = ConcurrentHashMap.newKeySet();
    private final transient ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "school page news");
        thread.setDaemon(true);
        return thread;
    });
    private final transient Future<?> looking;
    private long told;
    private int quiet;

    public ContributionNews(Contributions contributions, SessionCallers callers) {
        this.contributions = contributions;
        this.callers = callers;
        this.looking = clockwork.scheduleWithFixedDelay(this::look, 500, 500, TimeUnit.MILLISECONDS);
    }

    public void close() {
        looking.cancel(false);
        clockwork.shutdownNow();
        pages.forEach(Page::end);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (callers.whoIs(SessionCookie.facts(request)).isEmpty()) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        var async = request.startAsync();
        async.setTimeout(0);
        var page = new Page(async);
        async.addListener(page);
        pages.add(page);
        page.send(event(contributions.version()));
    }

    private void look() {
        long now = contributions.version();
        if (now != told) {
            told = now;
            pages.forEach(page -> page.send(event(now)));
        } else if (++quiet % LOOKS_PER_BEAT == 0) {
            pages.forEach(page -> page.send(": still here\n\n"));
        }
    }

    private static String event(long version) {
        return "event: extensions\ndata: " + version + "\n\n";
    }

    /**
     * When a page has gone, the container takes its request back, in a thread of its own, to serve another one with it.
     * It has to wait for the writing that noticed (ADR 0192), and nothing may be written after that.
     */
    private final class Page implements AsyncListener {

        private final AsyncContext async;

        Page(AsyncContext async) {
            this.async = async;
        }

        synchronized void send(String text) {
            if (!pages.contains(this)) {
                return;
            }
            try {
                var out = async.getResponse().getOutputStream();
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException | RuntimeException e) {
                // The container ends the request; the page connects again by itself if it is still there.
                pages.remove(this);
            }
        }

        synchronized void end() {
            if (pages.remove(this)) {
                async.complete();
            }
        }

        @Override
        public synchronized void onError(AsyncEvent event) {
            pages.remove(this);
        }

        @Override
        public synchronized void onComplete(AsyncEvent event) {
            pages.remove(this);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Pages have no timeout.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Pages start once.
        }
    }
}
