# The program is compiled where the SDK is, and shipped without it.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# The packages first: they change less often than the source, and stay in their layer.
COPY Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Shortener/Shortener.csproj src/Shortener/
RUN dotnet restore src/Shortener --use-current-runtime -p:PublishReadyToRun=true

COPY src src
RUN dotnet publish src/Shortener -c Release --no-restore -o /published

FROM mcr.microsoft.com/dotnet/aspnet:10.0
LABEL org.opencontainers.image.title="Shortener" \
      org.opencontainers.image.description="A short-link server that counts every hit and finds out where it came from" \
      org.opencontainers.image.licenses="MIT"

# The user that the base image brings for this. It owns the data, and nothing else.
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID
VOLUME /data
WORKDIR /data

COPY --from=build /published /app
ENV ASPNETCORE_URLS=http://+:8080 \
    ASPNETCORE_HTTP_PORTS= \
    Shortener__Database=/data/shortener.db
EXPOSE 8080

# The image has no curl, and starting .NET every half minute only to ask would be a waste: bash opens the connection.
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "/app/Shortener.dll"]
