using System.Net;

namespace Shortener.Benchmarks.Load;

/// <summary>The fastest redirect there is: nginx with <c>return 302</c>, one destination, no log.</summary>
internal static class Nginx
{
    /// <param name="workers"><c>1</c>, or <c>auto</c> for one a core.</param>
    public static async Task<ServerProcess> Start(string folder, string workers)
    {
        var address = ServerProcess.FreeAddress();
        var home = Directory.CreateDirectory(Path.Combine(folder, "nginx")).FullName;
        var configuration = Path.Combine(home, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            daemon off;
            worker_processes {{workers}};
            pid {{home}}/pid;
            error_log stderr error;
            events { worker_connections 1024; }
            http {
              access_log off;
              server_tokens off;
              keepalive_requests 1000000000;
              client_body_temp_path {{home}}/body;
              proxy_temp_path {{home}}/proxy;
              fastcgi_temp_path {{home}}/fastcgi;
              uwsgi_temp_path {{home}}/uwsgi;
              scgi_temp_path {{home}}/scgi;
              server {
                listen {{address.Authority}} reuseport;
                location / { return 302 "{{Traffic.Destination(1)}}"; }
              }
            }
            """);
        var server = ServerProcess.Start("nginx", ["-e", "stderr", "-c", configuration], address);
        await server.WaitUntilAnswers("/", HttpStatusCode.Redirect, TimeSpan.FromSeconds(10));
        return server;
    }
}
