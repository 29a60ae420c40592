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
                body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1b2430; background: #f5f6f8 }
                form { max-width: 22rem; margin: 12vh auto; padding: 2rem; background: #fff; border-radius: .75rem;
                       box-shadow: 0 1px 3px rgb(0 0 0 / .12) }
                h1 { margin: 0 0 1rem; font-size: 1.35rem }
                label { display: block; margin: .75rem 0 }
                input { display: block; width: 100%; box-sizing: border-box; margin-top: .25rem; padding: .6rem;
                        font: inherit; border: 1px solid #c3c9d2; border-radius: .4rem }
                button { width: 100%; margin-top: 1rem; padding: .65rem; font: inherit; color: #fff;
                         background: #1f5fbf; border: 0; border-radius: .4rem; cursor: pointer }
                .error { color: #b3261e }
                .hint { color: #5b6675; font-size: .9rem }
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
