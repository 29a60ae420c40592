package org.schoolcrm.host.demo.web;

/** The few pages that are written by the server; everything else is the shell's. */
final class Pages {

    private static final String HEAD = """
            <!doctype html>
            <html lang="ru">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Школа</title>
              <link rel="icon" href="data:,">
              <style>
                :root { color-scheme: light dark; --ground: #f4f6f9; --paper: #fff; --ink: #1b2430; --quiet: #566172;
                        --edge: #c7d0dc; --accent: #1f5fbf; --on-accent: #fff; --bad: #a3211b }
                @media (prefers-color-scheme: dark) {
                  :root { --ground: #0f1216; --paper: #171b21; --ink: #e7ebf1; --quiet: #a3aebd;
                          --edge: #3d4756; --accent: #8ab8ff; --on-accent: #0c1626; --bad: #ffb1a8 }
                }
                body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
                form { max-width: 22rem; margin: 12vh auto; padding: 2rem; background: var(--paper);
                       border-radius: .75rem; box-shadow: 0 1px 3px rgb(0 0 0 / .12) }
                h1 { margin: 0 0 1rem; font-size: 1.35rem }
                a { color: var(--accent) }
                label { display: block; margin: .75rem 0 }
                input { display: block; width: 100%; box-sizing: border-box; margin-top: .25rem; padding: .6rem;
                        font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--edge);
                        border-radius: .45rem }
                button { width: 100%; margin-top: 1rem; padding: .65rem; font: inherit; font-weight: 550;
                         color: var(--on-accent); background: var(--accent); border: 0; border-radius: .45rem;
                         cursor: pointer }
                .error { color: var(--bad) }
                .hint { color: var(--quiet); font-size: .9rem }
              </style>
            """;

    private Pages() {}

    /** The error is one of our own sentences, empty for none. */
    static String login(String error) {
        return HEAD + """
                </head>
                <body>
                  <form method="post" action="/login">
                    <h1>Вход в CRM школы</h1>
                    <p class="error" role="alert">%s</p>
                    <label>Логин <input name="login" autocomplete="username" required autofocus></label>
                    <label>Пароль
                      <input name="password" type="password" autocomplete="current-password" required></label>
                    <button>Войти</button>
                    <p class="hint">Демонстрация: admin, manager или viewer, пароль demo</p>
                  </form>
                </body>
                </html>
                """.formatted(error);
    }

    static String notFound() {
        return HEAD + """
                </head>
                <body><form><h1>Такой страницы нет</h1><p><a href="/">На главную</a></p></form></body>
                </html>
                """;
    }

    static String shell(String importMap, String shellModule) {
        return HEAD + """
                  <script type="importmap">%s</script>
                  <script type="module" src="%s"></script>
                </head>
                <body><crm-shell></crm-shell></body>
                </html>
                """.formatted(importMap, shellModule);
    }
}
